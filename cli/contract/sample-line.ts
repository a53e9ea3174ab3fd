import type { Families } from './families';
import { GRAMMARS, type Format } from './format';
import { float, inBraces, series, type Sample } from './sample';
import type { Scanner } from './scanner';
import { floatOf } from './words';

const TIMESTAMP: Readonly<Record<Format, RegExp>> = { text: /\d+(?=[ \t]*$)/y, openmetrics: /(?!#)[^ ]+/y };

/** One series with its value. @throws ExpositionError */
export function sampleLine(scanner: Scanner, families: Families, format: Format): void {
  const grammar = GRAMMARS[format];
  scanner.take(grammar.within);
  const { name, labels } = series(scanner, grammar);
  const value = float(scanner, 'a value, such as 1 or 0.5');
  const refuse = (what: string): never => scanner.refuse(what);
  const home = families.homeOf(name, refuse);
  const timestamp = timestampOf(scanner, format);
  if (format === 'openmetrics') exemplar(scanner, home.suffix);
  else scanner.take(grammar.within);
  scanner.end('the end of the line');
  const sample: Sample = { name, labels, value, timestamp, line: scanner.line };
  checkBound(sample, home, refuse);
  families.add(home.family, sample, refuse);
}

function timestampOf(scanner: Scanner, format: Format): string | undefined {
  const { gap } = GRAMMARS[format];
  if (!scanner.ahead(AFTER_VALUE[format])) return undefined;
  scanner.expect(gap, 'a space and a timestamp');
  const text = scanner.expect(TIMESTAMP[format], `a timestamp in ${TIME_UNITS[format]}, or the end of the line`);
  const value = floatOf(text);
  if (value === undefined || !Number.isFinite(value)) scanner.refuse(`'${text}' is no timestamp in seconds`);
  return text;
}

const TIME_UNITS: Readonly<Record<Format, string>> = { text: 'milliseconds', openmetrics: 'seconds' };

/** Something that is neither the end of the line nor an exemplar. */
const AFTER_VALUE: Readonly<Record<Format, RegExp>> = { text: /[ \t]+[^ \t]/y, openmetrics: / (?!# )/y };

const EXEMPLAR = / # \{/y;
const EXEMPLAR_SUFFIXES: readonly string[] = ['_total', '_bucket'];
/** Characters in names and values of an exemplar's labels. */
const EXEMPLAR_LENGTH = 128;

function exemplar(scanner: Scanner, suffix: string): void {
  if (scanner.take(EXEMPLAR) === undefined) return;
  if (!EXEMPLAR_SUFFIXES.includes(suffix)) scanner.refuse('an exemplar stands at buckets and _total only');
  const { labels } = inBraces(scanner, GRAMMARS.openmetrics);
  const length = [...labels].flat().reduce((sum, text) => sum + Array.from(text).length, 0);
  if (length > EXEMPLAR_LENGTH) {
    scanner.refuse(`the labels of an exemplar have ${length} characters: ${EXEMPLAR_LENGTH} are allowed`);
  }
  scanner.expect(GRAMMARS.openmetrics.gap, "a space and the exemplar's value");
  float(scanner, "the exemplar's value");
  if (!scanner.atEnd) {
    scanner.expect(GRAMMARS.openmetrics.gap, "a space and the exemplar's timestamp, or the end of the line");
    float(scanner, "the exemplar's timestamp");
  }
}

/** Buckets and quantiles have a number in their label, and what is counted is not less than nothing. */
function checkBound(sample: Sample, home: ReturnType<Families['homeOf']>, refuse: (what: string) => never): void {
  const { name, labels, value } = sample;
  const bounded =
    home.suffix === '_bucket' ? 'le' : home.type === 'summary' && home.suffix === '' ? 'quantile' : undefined;
  if (bounded !== undefined) {
    const bound = labels.get(bounded);
    if (bound === undefined || Number.isNaN(floatOf(bound) ?? NaN)) {
      refuse(
        `'${name}' needs a number in its label '${bounded}', and has ${bound === undefined ? 'none' : `'${bound}'`}`,
      );
    }
  }
  if (['_bucket', '_count', '_gcount'].includes(home.suffix) && value < 0) refuse(`'${name}' counts ${value}`);
}
