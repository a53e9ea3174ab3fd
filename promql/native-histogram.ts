import { checkWindow, type Window } from './duration';
import { PromqlError } from './error';
import type { Expr } from './expr';
import {
  checkOnce,
  matchers,
  together,
  type LabelSpec,
  type Literal,
  type Matcher,
  type NamesOf,
  type NoLabels,
  type Where,
} from './labels';
import { call, checkSpec, labelNames, selector, type MetricSpec } from './metric';
import { NoVector, refuse } from './refused';
import { rateUnit, type Quantity, type Unit } from './units';
import { Vector } from './vector';

/**
 * A native histogram: one series with all of its buckets, whose bounds are powers of two and finer, and of which none has
 * a name. Nothing can be asked of it before it is rated over a window and summed over its replicas.
 */
export class NativeHistogram<L extends LabelSpec, in out U extends Unit> extends NoVector {
  readonly shape = 'a native histogram: take rate().sumBy(…).quantile(q)';

  constructor(
    readonly spec: MetricSpec & { readonly labels: L; readonly unit: U },
    private readonly matchers: readonly Matcher[] = [],
  ) {
    super();
  }

  get quantile() {
    return refuse('quantile() of a bare native histogram: rate() it and sumBy() its replicas first');
  }
  get upTo() {
    return refuse('a native histogram has no series for each bound: take rate().sumBy(…).atMost(…)');
  }
  get count() {
    return refuse('a native histogram has no _count series: take rate().sumBy(…).observed()');
  }

  where(where: Where<L>): NativeHistogram<L, U> {
    const more = matchers(this.spec.name, labelNames(this.spec.labels), this.spec.labels, where);
    return new NativeHistogram(this.spec, together(this.spec.name, this.matchers, more));
  }

  rate(window: Window = 'auto'): RatedNativeHistogram<L, U> {
    return new RatedNativeHistogram(this.spec, this.matchers, checkWindow(window));
  }

  /** How many series there are now, whatever they have observed. Labels `K` out. */
  seriesBy<K extends NamesOf<L> = never>(...labels: K[]): Vector<NoInfer<K>, 'count'> {
    const names = labelNames(this.spec.labels) as NamesOf<L>[];
    return new Vector(selector(this.spec, this.matchers), names, this.spec.unit).countBy(...labels);
  }
}

/** A native histogram over a window, still one series a replica. */
export class RatedNativeHistogram<L extends LabelSpec, in out U extends Unit> extends NoVector {
  readonly shape = 'a rated native histogram: sumBy(…) it first';

  constructor(
    private readonly spec: MetricSpec & { readonly unit: U },
    private readonly matchers: readonly Matcher[],
    private readonly window: Window,
  ) {
    super();
  }

  get quantile() {
    return refuse('quantile() of single replicas: sumBy() the labels that you want first');
  }

  /** Labels `K` out. */
  sumBy<K extends NamesOf<L> = never>(...labels: K[]): NativeDistribution<NoInfer<K>, U> {
    const lost = labels.find((label) => !labelNames(this.spec.labels).includes(label));
    if (lost !== undefined) throw new PromqlError(`${this.spec.name} has no label '${lost as string}'`);
    const of = call('rate', { kind: 'range', of: selector(this.spec, this.matchers), window: this.window });
    const sum: Expr = { kind: 'aggregation', op: 'sum', by: checkOnce('sumBy()', labels), of };
    return new NativeDistribution(this.spec, sum, labels);
  }
}

/** The distribution of a native histogram's observations over a window, by labels `N`. */
export class NativeDistribution<in out N extends string, in out U extends Unit> extends NoVector {
  readonly shape = 'a distribution: take quantile(q), mean(), observed() or fractionAtMost(…)';

  constructor(
    private readonly spec: MetricSpec & { readonly unit: U },
    private readonly sum: Expr,
    private readonly by: readonly N[],
  ) {
    super();
  }

  /** The q-quantile, exponential between bounds. NaN is what Prometheus gives for no observations. @param q in 0–1 */
  quantile(q: number): Vector<N, U> {
    if (!(q >= 0 && q <= 1)) throw new PromqlError(`${this.spec.name}: a quantile lies between 0 and 1, not ${q}`);
    return this.vector(call('histogram_quantile', { kind: 'number', value: q }, this.sum), this.spec.unit);
  }

  /** The exact mean; no series where nothing was observed (never 0/0). */
  mean(): Vector<N, U> {
    const sum = this.vector(call('histogram_sum', this.sum), 'count/s');
    return sum.div(this.observed().positive()).as(this.spec.unit);
  }

  /** Observations per second. */
  observed(): Vector<N, 'count/s'> {
    return this.vector(call('histogram_count', this.sum), rateUnit('count', this.spec.name));
  }

  /**
   * The share of observations between zero and a bound; no series where nothing was observed.
   * @param bound a power of two, which is a bound at every resolution: between bounds Prometheus would guess
   * @throws PromqlError for any other
   */
  fractionAtMost(bound: Quantity<U>): Vector<N, 'ratio'> {
    const { value } = bound;
    if (!(value > 0 && Number.isInteger(Math.log2(value)))) {
      throw new PromqlError(
        `${this.spec.name}: ${value} is no power of two, and so no bound of every native histogram: take ${nearest(value)}`,
      );
    }
    const [zero, most] = [0, value].map((number): Expr => ({ kind: 'number', value: number })) as [Expr, Expr];
    const fraction = this.vector(call('histogram_fraction', zero, most, this.sum), 'ratio');
    return fraction.and(this.observed().positive());
  }

  /** Observations per second between zero and a bound, as {@link fractionAtMost}. */
  atMost(bound: Quantity<U>): Vector<N, 'count/s'> {
    return this.observed().mul(this.fractionAtMost(bound));
  }

  private vector<V extends Unit>(expr: Expr, unit: V): Vector<N, V> {
    return new Vector(expr, this.by, unit);
  }
}

const nearest = (value: number): string =>
  value > 0 ? [Math.floor, Math.ceil].map((round) => 2 ** round(Math.log2(value))).join(' or ') : 'one above zero';

/** @param name as exposed, without suffix. @param props `unit` is that of an observation */
export function nativeHistogram<U extends Unit, const L extends LabelSpec = NoLabels>(
  name: string,
  props: { readonly labels?: L & Literal<L>; readonly unit: U; readonly help: string },
): NativeHistogram<L, NoInfer<U>> {
  const { labels = {} as L, unit, help } = props;
  return new NativeHistogram(checkSpec({ kind: 'native histogram', name, labels: labels, unit, help }));
}
