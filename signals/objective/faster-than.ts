import {
  Quantity,
  Vector,
  type AnyVector,
  type Counter,
  type Histogram,
  type IfBound,
  type LabelSpec,
  type MetricSpec,
  type Unit,
  type Window,
} from '../../promql';
import { DeclarationError } from '../declaration-error';
import { quantityText } from '../text';
import { aroundThreshold, selectorOf } from './example-series';
import { inObjective, objective, type Objective, type Promised } from './objective';

type Own<L> = Extract<keyof L, string>;

interface FasterThan<L extends LabelSpec, F extends LabelSpec, R extends Unit> extends Omit<Promised, 'promise'> {
  readonly promise?: string;
  /** An objective for each of these labels' values; the failed requests have them, too. */
  readonly by?: readonly (Own<L> & Own<NoInfer<F>>)[];
  /**
   * Failed requests, each of which is bad however fast it failed. `observed`: whether the histogram has them, too.
   * Default: what the histogram observes is all there is.
   */
  readonly failed?: { readonly requests: Counter<F, R>; readonly observed: boolean };
}

/**
 * The share of observations at or below a threshold; labels out: those of `by`.
 * @param threshold one of the histogram's bucket bounds: nothing else can be counted exactly
 */
export function fasterThan<
  L extends LabelSpec,
  U extends Unit,
  B extends number,
  V extends number,
  F extends LabelSpec = L,
  R extends Unit = 'count',
>(
  histogram: Histogram<L, U, B>,
  threshold: Quantity<NoInfer<U>, V> & IfBound<V, NoInfer<B>>,
  props: FasterThan<L, F, R>,
): Objective {
  inObjective(props.id, () => {
    checkUnit(histogram.spec, threshold);
  });
  const { by = [], failed, promise = `within ${quantityText(threshold)}`, ...promised } = props;
  const labels = by as never[];
  const fast = () => histogram.upTo(threshold) as unknown as Counter<LabelSpec, 'count'>;
  const failing = (window: Window) => failed?.requests.rate(window).sumBy(...labels);
  const observed = (window: Window): AnyVector => histogram.count.rate(window).sumBy(...labels);
  const good = (window: Window): AnyVector =>
    fast()
      .rate(window)
      .sumBy(...labels);
  return objective(
    () => ({
      kind: 'events',
      labels: by,
      present: histogram.count.seriesBy(...labels),
      example: aroundThreshold(
        histogram as unknown as Histogram<LabelSpec, Unit, number>,
        threshold.value,
        by,
        failed && { ...failed, requests: selectorOf(failed.requests.rate()) },
      ),
      all: (window) => (failed && !failed.observed ? plus(observed(window), failing(window)) : observed(window)),
      counts: 'good',
      counted: (window) => (failed?.observed ? minus(good(window), failing(window)) : good(window)),
    }),
    { ...promised, promise },
  );
}

/** Synth does not type-check: ten bytes and ten seconds are the same number. */
function checkUnit({ name, unit: own }: MetricSpec, threshold: unknown): void {
  const { unit } = Object(threshold) as { readonly unit?: Unit };
  if (unit === own) return;
  throw new DeclarationError(
    unit === undefined
      ? `${name}: a threshold is a quantity with its unit, such as seconds(0.2)`
      : `${name}: a threshold in ${unit} for a histogram in ${own}`,
  );
}

const vector = ({ expr, labels, unit }: AnyVector) => new Vector(expr, labels, unit);

/** The sum, also where nothing has failed yet. */
function plus(left: AnyVector, right: AnyVector | undefined): AnyVector {
  if (!right) return left;
  const [a, b] = [vector(left), vector(right).as(left.unit)];
  return a.add(b.orZeroOf(a)).or(b);
}

/** What is left of the fast ones when the failed are taken away, were they all fast: a floor, never below zero. */
function minus(left: AnyVector, right: AnyVector | undefined): AnyVector {
  if (!right) return left;
  const [a, b] = [vector(left), vector(right).as(left.unit)];
  return a.sub(b.orZeroOf(a)).clampMin(new Quantity(0, a.unit));
}
