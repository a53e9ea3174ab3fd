import { Families } from './families';
import type { Family } from './family';
import type { Format } from './format';
import { metaLine } from './meta-line';
import { sampleLine } from './sample-line';
import { ExpositionError, Scanner } from './scanner';

/**
 * The metrics of an exposition in Prometheus's text format 0.0.4 or in OpenMetrics 1.0, with names in quotes in either.
 * Held to what each specification demands, which is more than Prometheus asks for: others read what passes here too.
 * @throws ExpositionError with the number of the line, the place in it, and what was expected there
 */
export function parseExposition(text: string, format: Format): readonly Family[] {
  const families = new Families(format);
  const lines = linesOf(text, format);
  for (const [index, line] of lines.entries()) {
    const scanner = new Scanner(line, index + 1);
    if (line.endsWith('\r')) scanner.refuse('a line ends with a line feed alone, without a carriage return');
    if (format === 'openmetrics') openMetricsLine(scanner, families);
    else textLine(scanner, families);
  }
  return families.all;
}

const EOF = '# EOF';

/** Without the mark of the end, where the format has one. */
function linesOf(text: string, format: Format): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  if (format === 'text') {
    if (last === '') return lines;
    throw new ExpositionError(lines.length + 1, 'the last line does not end with a line feed: the text is cut off');
  }
  const whole = last === '' ? lines : [...lines, last ?? ''];
  const end = whole.indexOf(EOF);
  if (end === -1) throw new ExpositionError(whole.length, `'${EOF}' is missing at the end: the text is cut off`);
  if (end < whole.length - 1) throw new ExpositionError(end + 2, `there is a line behind '${EOF}'`);
  return whole.slice(0, end);
}

const BLANK = /[ \t]*$/y;
const TEXT_META = /[ \t]*#[ \t]+(?:HELP|TYPE)[ \t]+/y;
const COMMENT = /[ \t]*#/y;
const OPEN_METRICS_META = /# (?:HELP|TYPE|UNIT) /y;

function textLine(scanner: Scanner, families: Families): void {
  if (scanner.ahead(BLANK)) return;
  const meta = scanner.take(TEXT_META);
  if (meta !== undefined) metaLine(scanner, families, 'text', meta);
  else if (!scanner.ahead(COMMENT)) sampleLine(scanner, families, 'text');
}

function openMetricsLine(scanner: Scanner, families: Families): void {
  const meta = scanner.take(OPEN_METRICS_META);
  if (meta !== undefined) metaLine(scanner, families, 'openmetrics', meta);
  else if (scanner.ahead(COMMENT))
    scanner.fail("'# HELP ', '# TYPE ', '# UNIT ' or a sample: there are no other comments");
  else sampleLine(scanner, families, 'openmetrics');
}
