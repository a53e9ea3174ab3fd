import type { LabelSpec, NativeHistogram, Quantity, Unit } from '../../promql';
import { quantityText } from '../text';
import { eitherSideOfBound } from './example-series';
import { objective, type Objective, type Promised } from './objective';

interface NativelyFasterThan<L extends LabelSpec> extends Omit<Promised, 'promise'> {
  readonly promise?: string;
  /** An objective for each of these labels' values. */
  readonly by?: readonly Extract<keyof L, string>[];
}

/**
 * The share of a native histogram's observations at or below a threshold; labels out: those of `by`. It counts without
 * anybody having declared a bucket there.
 * @param threshold a power of two, which is a bound at every resolution: nothing else can be counted exactly
 */
export function nativelyFasterThan<L extends LabelSpec, U extends Unit>(
  histogram: NativeHistogram<L, U>,
  threshold: Quantity<NoInfer<U>>,
  props: NativelyFasterThan<L>,
): Objective {
  const { by = [], promise = `within ${quantityText(threshold)}`, ...promised } = props;
  const labels = by as never[];
  return objective(
    () => ({
      kind: 'events',
      labels: by,
      present: histogram.seriesBy(...labels),
      example: eitherSideOfBound(histogram, threshold.value, by),
      all: (window) =>
        histogram
          .rate(window)
          .sumBy(...labels)
          .observed(),
      counts: 'good',
      counted: (window) =>
        histogram
          .rate(window)
          .sumBy(...labels)
          .atMost(threshold),
    }),
    { ...promised, promise },
  );
}
