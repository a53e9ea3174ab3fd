import type { MetricSpec } from '../promql';
import type { Series } from './series';

/** The series of each metric, in the order in which metrics first occur. */
export function families(series: readonly Series[]): readonly (readonly [MetricSpec, readonly Series[]])[] {
  const found = new Map<MetricSpec, Series[]>();
  for (const one of series) {
    const known = found.get(one.metric);
    if (known) known.push(one);
    else found.set(one.metric, [one]);
  }
  return [...found];
}
