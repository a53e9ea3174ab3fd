import { leText } from './number';
import type { Series } from './series';
import type { Vector } from './vector';

/**
 * From shares at or below each bound to the shares of single buckets, with their upper bound as `le`: each cumulative
 * share less the one below it. PromQL knows no "previous bucket", so there is one term a bound.
 * @param cumulative recorded cumulative shares, pinned to one kind of histogram; `le` as Prometheus stores it
 * @param bounds its ascending upper bounds, without +Inf
 */
export function bucketShares<N extends string>(
  cumulative: Series<N | 'le', 'ratio'>,
  bounds: readonly number[],
): readonly Vector<N | 'le', 'ratio'>[] {
  const texts = [...bounds, Infinity].map(leText);
  const atOrBelow = (le: string) => cumulative.where({ le });
  return texts.map((le, i) => {
    const below = texts[i - 1];
    if (below === undefined) return atOrBelow(le);
    // The compiler cannot see that N | 'le' without 'le' is N.
    const single = atOrBelow(le)
      .ignoring('le')
      .sub(atOrBelow(below) as never) as unknown as Vector<N, 'ratio'>;
    return single.labelled('le', le);
  });
}
