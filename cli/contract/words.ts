import type { Grammar } from './format';
import type { Scanner } from './scanner';

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const QUOTE = /"/y;

const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?inf(?:inity)?|nan)$/i;

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/** The text within quotes, without its escapes; undefined where no quote opens here. */
export function quoted(scanner: Scanner, grammar: Grammar): string | undefined {
  if (scanner.take(QUOTE) === undefined) return undefined;
  const text = scanner.take(grammar.quoted) ?? '';
  scanner.expect(QUOTE, `a '"' that closes the text, or one of the escapes \\\\, \\" and \\n`);
  return text.replace(/\\./g, (escape) => ESCAPES[escape] ?? escape);
}

/** A name in quotes, which may be any text but an empty one (UTF-8 names). */
export function quotedName(scanner: Scanner, grammar: Grammar): string | undefined {
  const name = quoted(scanner, grammar);
  return name === '' ? scanner.refuse('a name in quotes is empty') : name;
}

export const metricName = (scanner: Scanner): string | undefined => scanner.take(METRIC_NAME);

export const labelName = (scanner: Scanner, grammar: Grammar): string | undefined =>
  scanner.take(LABEL_NAME) ?? quotedName(scanner, grammar);

/** A float as both formats spell it; undefined for what is none. */
export function floatOf(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  if (/nan/i.test(text)) return NaN;
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}
