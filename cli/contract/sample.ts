import type { Grammar } from './format';
import type { Scanner } from './scanner';
import { floatOf, labelName, metricName, quoted, quotedName } from './words';

/** One series, as one line of an exposition has it. */
export interface Sample {
  /** With its suffix: `ate_tests_total`, `ml_feature_value_bucket`. */
  readonly name: string;
  /** In the order of the line. A label whose value is empty is none, to Prometheus. */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** As it is written; nearly always there is none. */
  readonly timestamp: string | undefined;
  readonly line: number;
}

const BRACE_CLOSE = /\}/y;
const EQUALS = /=/y;
const COMMA = /,/y;
const WORD = /[^ \t]+/y;

/** A value or a timestamp. @throws ExpositionError for what is no number */
export function float(scanner: Scanner, what: string): number {
  const text = scanner.expect(WORD, what);
  return floatOf(text) ?? scanner.refuse(`expected ${what}, found '${text}'`);
}

/**
 * Everything of a line up to its value: the name before the labels, or in quotes as the first of them.
 * @throws ExpositionError
 */
export function series(scanner: Scanner, grammar: Grammar): Pick<Sample, 'name' | 'labels'> {
  const before = metricName(scanner);
  if (scanner.take(grammar.brace) === undefined) {
    if (before === undefined) scanner.fail('the name of a metric');
    scanner.expect(grammar.gap, 'labels, or a space and a value');
    return { name: before, labels: new Map() };
  }
  const { name: within, labels } = inBraces(scanner, grammar, before === undefined);
  scanner.expect(grammar.behindBrace, 'a space and a value');
  return { name: before ?? within ?? scanner.refuse('these labels are of no metric: its name is missing'), labels };
}

/** Labels up to the closing brace; where the name has not been said, it may be the first, in quotes. */
export function inBraces(scanner: Scanner, grammar: Grammar, nameless = false) {
  const labels = new Map<string, string>();
  let name: string | undefined;
  scanner.take(grammar.within);
  while (scanner.take(BRACE_CLOSE) === undefined) {
    const first = nameless && labels.size === 0 && name === undefined;
    const read = first ? nameOrLabel(scanner, grammar) : label(scanner, grammar);
    if (typeof read === 'string') name = read;
    else if (labels.has(read.label)) scanner.refuse(`the label '${read.label}' stands there twice`);
    else labels.set(read.label, read.value);
    separate(scanner, grammar);
  }
  return { name, labels };
}

/** Behind a label: a comma, which Prometheus's own format allows behind the last one too, or the end. */
function separate(scanner: Scanner, grammar: Grammar): void {
  scanner.take(grammar.within);
  if (scanner.take(COMMA) === undefined) {
    if (!scanner.ahead(BRACE_CLOSE)) scanner.fail("',' or '}' behind a label");
    return;
  }
  scanner.take(grammar.within);
  if (grammar.strict && scanner.ahead(BRACE_CLOSE)) scanner.fail("a label behind ','");
}

interface Label {
  readonly label: string;
  readonly value: string;
}

function label(scanner: Scanner, grammar: Grammar): Label {
  const name = labelName(scanner, grammar) ?? scanner.fail("the name of a label, or '}'");
  return valued(scanner, grammar, name);
}

function nameOrLabel(scanner: Scanner, grammar: Grammar): Label | string {
  const name = quotedName(scanner, grammar);
  if (name === undefined) return label(scanner, grammar);
  scanner.take(grammar.within);
  return scanner.ahead(EQUALS) ? valued(scanner, grammar, name) : name;
}

function valued(scanner: Scanner, grammar: Grammar, name: string): Label {
  if (name === '__name__') scanner.refuse("the label '__name__' is the metric's own name");
  scanner.take(grammar.within);
  scanner.expect(EQUALS, `'=' behind the label '${name}'`);
  scanner.take(grammar.within);
  return { label: name, value: quoted(scanner, grammar) ?? scanner.fail(`the value of '${name}' in quotes`) };
}
