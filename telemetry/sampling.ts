import type { Attribute } from './attribute';
import { DEBUG, LONG_RUNNING, LOT_PRIORITY } from './attributes';

/** Which traces: those with a span that fits. */
export type Kept = { readonly name: string; /** The part of them that is kept: 0–1. */ readonly share: number } & (
  | { readonly of: 'errors' }
  | { readonly of: 'slow'; readonly aboveSeconds: number }
  | { readonly of: 'marked'; readonly attribute: Attribute; readonly value: string | boolean }
  | { readonly of: 'all' }
);

/**
 * Which traces are kept: each that any line keeps (WORKLOADS §5). Services send everything; samplers decide when they have all
 * spans of a trace, {@link DECISION_SECONDS} after the first.
 */
export const SAMPLING: readonly Kept[] = [
  { name: 'errors', of: 'errors', share: 1 },
  { name: 'hot-lots', of: 'marked', attribute: LOT_PRIORITY, value: 'hot', share: 1 },
  { name: 'slow', of: 'slow', aboveSeconds: 1, share: 1 },
  { name: 'long-jobs', of: 'marked', attribute: LONG_RUNNING, value: true, share: 1 },
  { name: 'debug', of: 'marked', attribute: DEBUG, value: true, share: 0.1 },
  { name: 'rest', of: 'all', share: 0.01 },
];

/** How long the spans of a trace are waited for. The slowest answer that is no failure takes 10 s. */
export const DECISION_SECONDS = 30;

/** @throws Error for a share that is none, and for two lines of one name */
export function checkSampling(kept: readonly Kept[]): readonly Kept[] {
  for (const { name, share } of kept) {
    if (!(share >= 0 && share <= 1)) {
      throw new Error(`sampling '${name}': a share of ${share} lies outside 0–1; 0.01 keeps one trace in a hundred`);
    }
  }
  const twice = kept.find(({ name }, i) => kept.findIndex((other) => other.name === name) !== i);
  if (twice) throw new Error(`sampling '${twice.name}': two lines have this name; policies are told apart by it`);
  return kept;
}
