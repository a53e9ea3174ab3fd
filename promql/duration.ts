import { PromqlError } from './error';

const UNIT_MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type DurationUnit = keyof typeof UNIT_MILLISECONDS;

/** A PromQL duration with one unit, such as `15s`, `5m` or `30d`. */
export type Duration = `${number}${DurationUnit}`;

/**
 * How far back a range selector reads. `auto` is `$__rate_interval` on a panel and the rule window in a rule;
 * `range` is the panel's whole time range, which a rule does not have.
 */
export type Window = Duration | 'auto' | 'range';

const GRAMMAR = /^(\d+)(ms|s|m|h|d|w)$/;

/** Length in milliseconds. @throws PromqlError for `1.5h`, `-5m`, `0s` and whatever else PromQL would not take. */
export function milliseconds(duration: Duration): number {
  const [, count, unit] = GRAMMAR.exec(duration) ?? [];
  const length = Number(count) * UNIT_MILLISECONDS[unit as DurationUnit];
  if (!(length > 0)) {
    throw new PromqlError(
      `'${duration}' is no duration: write a positive whole number and one of ms, s, m, h, d, w, such as 90m`,
    );
  }
  return length;
}

/** The same duration, once it is known to be one. @throws PromqlError as {@link milliseconds}. */
export function duration(text: Duration): Duration {
  milliseconds(text);
  return text;
}

/** The same window, once it is one. @throws PromqlError as {@link milliseconds}. */
export function checkWindow(window: Window): Window {
  return window === 'auto' || window === 'range' ? window : duration(window);
}

const SPOKEN: readonly (readonly [DurationUnit, string])[] = [
  ['d', 'day'],
  ['h', 'hour'],
  ['m', 'minute'],
  ['s', 'second'],
];

/** In words, in the largest unit that divides it: `5m` is "5 minutes", `24h` is "1 day". */
export function spoken(text: Duration): string {
  const length = milliseconds(text);
  for (const [unit, word] of SPOKEN) {
    const count = length / UNIT_MILLISECONDS[unit];
    if (Number.isInteger(count)) return `${count} ${word}${count === 1 ? '' : 's'}`;
  }
  return `${length} milliseconds`;
}
