import type { SyntaxNode } from '@lezer/common';

/** A matcher as a query has it, its value without quotes. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A label's condition in the words of `where()`; all of them hold. */
export interface Condition {
  readonly label: string;
  readonly wanted: { readonly is: string } | { readonly in: readonly string[] } | { readonly not: string };
}

/** The matchers of a selector; undefined where a label's name is quoted, or a string has an escape beyond the usual. */
export function matchersOf(list: SyntaxNode | null, text: string): readonly Matcher[] | undefined {
  const found: Matcher[] = [];
  for (let at = list?.firstChild; at; at = at.nextSibling) {
    const matcher = at.name === 'UnquotedLabelMatcher' ? matcherOf(at, text) : undefined;
    if (!matcher) return undefined;
    found.push(matcher);
  }
  return found;
}

function matcherOf(node: SyntaxNode, text: string): Matcher | undefined {
  const part = (name: string): string => {
    const at = node.getChild(name);
    return at ? text.slice(at.from, at.to) : '';
  };
  const value = unquoted(part('StringLiteral'));
  const label = part('LabelName');
  if (value === undefined || label.startsWith('__')) return undefined;
  return { label, op: part('MatchOp') as Matcher['op'], value };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', '"': '"', "'": "'", n: '\n', t: '\t', r: '\r' };

function unquoted(literal: string): string | undefined {
  const content = literal.slice(1, -1);
  if (literal.startsWith('`')) return content;
  const escapes = [...content.matchAll(/\\(.)/gs)].map(([, escaped = '']) => escaped);
  if (escapes.some((escaped) => !Object.hasOwn(ESCAPES, escaped))) return undefined;
  return content.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? '');
}

/**
 * What `where()` takes of a matcher. Undefined for what the language cannot say: a regular expression that is no list
 * of plain values, an empty value, one with a dollar sign.
 */
export function conditionsOf({ label, op, value }: Matcher): readonly Condition[] | undefined {
  const values = op === '=' || op === '!=' ? [value] : alternatives(value);
  if (!values?.every((one) => one !== '' && !one.includes('$'))) return undefined;
  if (op === '!=' || op === '!~') return values.map((not) => ({ label, wanted: { not } }));
  const [first = ''] = values;
  return [{ label, wanted: values.length === 1 ? { is: first } : { in: values } }];
}

const PLAIN_VALUE = /^(?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])*$/s;

/** The values that a regular expression lists: of `a|b` and `(a|b)`. */
function alternatives(regex: string): readonly string[] | undefined {
  const list = /^\((?!\?)([^()]*)\)$/s.exec(regex)?.[1] ?? regex;
  const parts = list.split('|');
  if (!parts.every((part) => PLAIN_VALUE.test(part))) return undefined;
  return parts.map((part) => part.replace(/\\(.)/gs, '$1'));
}

/** All conditions of a selector; undefined if one of its matchers cannot be said. */
export function allConditions(matchers: readonly Matcher[]): readonly Condition[] | undefined {
  const conditions = matchers.map(conditionsOf);
  return conditions.every((said) => said !== undefined) ? conditions.flat() : undefined;
}

const same = (a: Condition, b: Condition): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What `more` asks beyond `less`; undefined where it does not ask all that `less` does. */
export function beyond(more: readonly Condition[], less: readonly Condition[]): readonly Condition[] | undefined {
  if (!less.every((one) => more.some((other) => same(one, other)))) return undefined;
  return more.filter((one) => !less.some((other) => same(one, other)));
}
