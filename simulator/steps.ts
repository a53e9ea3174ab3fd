import { within, type Span, type Time } from './time';

/** A quantity that is constant between the moments at which it changes: what incidents do to a load. */
export interface Steps {
  /** Ascending. */
  readonly changes: readonly Time[];
  readonly at: (t: Time) => number;
}

export const always = (value: number): Steps => ({ changes: [], at: () => value });

/** One value within these spans and another outside of them. */
export const during = (spans: readonly Span[], inside: number, outside = 1): Steps => ({
  changes: ascending(spans.flatMap(({ from, to }) => [from, to])),
  at: (t) => (within(spans, t) ? inside : outside),
});

export const product = (...factors: readonly Steps[]): Steps => ({
  changes: ascending(factors.flatMap(({ changes }) => changes)),
  at: (t) => factors.reduce((value, factor) => value * factor.at(t), 1),
});

/** What is left of 1. */
export const rest = (steps: Steps): Steps => ({ changes: steps.changes, at: (t) => 1 - steps.at(t) });

/** What never ends does not change again. */
const ascending = (moments: readonly Time[]): readonly Time[] =>
  [...new Set(moments)].filter(Number.isFinite).sort((a, b) => a - b);
