import type { Attribute } from './attribute';
import { DEBUG, LONG_RUNNING, LOT_PRIORITY } from './attributes';

/** Which traces: those with a span that fits; `slow` are those that take longer as a whole. */
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

/**
 * How many times as many traces as there is room for are remembered after their decision, of those that are kept and again of the
 * others: their late spans share it. (Tail sampling 0.159, README: "at least an order of magnitude" more than it holds.)
 */
export const REMEMBERED = 10;

/**
 * @param where for whoever reads an error: what would sample by it
 * @throws Error for no line at all, a share that is none, a mark that no span carries, and two lines of one name
 */
export function checkSampling(where: string, kept: readonly Kept[]): readonly Kept[] {
  const fail = (what: string): never => {
    throw new Error(`${where}: sampling ${what}`);
  };
  if (kept.length === 0) fail('has no line: no trace would be kept');
  for (const line of kept) checkLine(line, (what) => fail(`'${line.name}': ${what}`));
  const twice = kept.find(({ name }, i) => kept.findIndex((other) => other.name === name) !== i);
  if (twice) fail(`'${twice.name}': two lines have this name; policies are told apart by it`);
  return kept;
}

function checkLine(line: Kept, fail: (what: string) => never): void {
  if (!(line.share >= 0 && line.share <= 1)) {
    fail(`a share of ${line.share} lies outside 0–1; 0.01 keeps one trace in a hundred`);
  }
  if (line.of === 'slow' && !(line.aboveSeconds > 0)) {
    fail(`${line.aboveSeconds} seconds are no duration that a trace could exceed`);
  }
  if (line.of === 'marked' && !line.attribute.carriers.includes('span')) {
    fail(`no span carries '${line.attribute.name}', so that it would keep nothing`);
  }
}
