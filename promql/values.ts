import { PromqlError } from './error';
import type { Matcher } from './labels';

/** The values that labels can have; a label that is not named may have any. */
export type Known = Readonly<Record<string, readonly string[]>>;

export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What a matcher's value names: itself, or the alternatives that {@link escapeRegex} made a regular expression of. */
const named = ({ op, value }: Matcher): readonly string[] =>
  op === '=' || op === '!='
    ? [value]
    : (value.match(/(?:\\.|[^\\|])+/gs) ?? []).map((one) => one.replace(/\\(.)/gs, '$1'));

const admits = (matcher: Matcher, value: string): boolean =>
  named(matcher).includes(value) === (matcher.op === '=' || matcher.op === '=~');

/** Values of a label that all its matchers let through, of those known or named; undefined if that may be any. */
export function passing(
  matchers: readonly Matcher[],
  label: string,
  known?: readonly string[],
): readonly string[] | undefined {
  const own = matchers.filter((matcher) => matcher.label === label);
  const naming = own.find(({ op }) => op === '=' || op === '=~');
  const candidates = known ?? (naming && named(naming));
  return candidates?.filter((value) => own.every((matcher) => admits(matcher, value)));
}

/** @throws PromqlError for a value to match that means something else to Prometheus or to Grafana, or never occurs. */
export function checkValue(metric: string, label: string, value: string, known: readonly string[] | undefined): void {
  if (value === '') {
    throw new PromqlError(
      `${metric}: an empty value for label '${label}' would match series without it: name a value, or leave it out`,
    );
  }
  if (value.includes('$')) {
    throw new PromqlError(
      `${metric}: label '${label}' is matched with '${value}': a panel would put a variable there, a rule would not. Leave it out: a dashboard's variables are matched by themselves`,
    );
  }
  if (known && !known.includes(value)) {
    throw new PromqlError(
      `${metric}: label '${label}' never has the value '${value}'; it has ${known.join(', ') || 'none'}`,
    );
  }
}
