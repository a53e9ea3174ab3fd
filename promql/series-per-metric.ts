import type { Expr } from './expr';
import { call } from './metric';
import { Vector } from './vector';

/** Every series there is; a selector must match something. */
const EVERY: Expr = { kind: 'raw', text: '{__name__!=""}', metrics: [] };

/**
 * The metrics with the most series, and how many they have; label out: `metric`, since a name cannot be a label of a recorded
 * series. It reads one sample of every series there is, a second or more for half a million: record it, and rarely.
 * @param most how many metrics
 */
export function seriesPerMetric(most: number): Vector<'metric', 'count'> {
  const counted: Expr = { kind: 'aggregation', op: 'count', by: ['__name__'], of: EVERY };
  const largest: Expr = { kind: 'aggregation', op: 'topk', by: [], of: counted, keep: most };
  return new Vector(call('label_replace', largest, 'metric', '$1', '__name__', '(.+)'), ['metric'], 'count');
}
