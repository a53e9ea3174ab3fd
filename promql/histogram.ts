import { binary } from './binary';
import { Counter } from './counter';
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
import { call, checkSpec, isByLabel, labelNames, selector, type Buckets, type MetricSpec } from './metric';
import { leText } from './number';
import { NoVector, refuse, type Refused } from './refused';
import type { Quantity, Unit } from './units';
import { Vector } from './vector';

/**
 * A classic histogram with its declared upper bounds `B`. Nothing can be asked of it before it is rated over a window
 * and summed over its replicas: `latency.rate().sumBy('model').quantile(0.99)`.
 */
export class Histogram<L extends LabelSpec, in out U extends Unit, B extends number> extends NoVector {
  readonly shape = 'a histogram: take rate().sumBy(…).quantile(q)';
  /** The bounds as a type; an objective's threshold is checked against it. */
  declare readonly bounds: B;

  constructor(
    readonly spec: MetricSpec & { readonly labels: L; readonly unit: U; readonly buckets: Buckets },
    private readonly matchers: readonly Matcher[] = [],
  ) {
    super();
  }

  get quantile() {
    return refuse('quantile() of a bare histogram: rate() it and sumBy() its replicas first');
  }

  where(where: Where<L>): Histogram<L, U, B> {
    const more = matchers(this.spec.name, labelNames(this.spec.labels), this.spec.labels, where);
    return new Histogram(this.spec, together(this.spec.name, this.matchers, more));
  }

  /** How many observations there were, as a counter (`_count`). */
  get count(): Counter<L, 'count'> {
    return new Counter({ ...this.spec, unit: 'count' }, this.matchers, '_count');
  }

  /**
   * How many observations were at or below a bound, as a counter (`_bucket`), with `le` among its labels.
   * @param bound one of the declared bounds; by the compiler where it is written out
   * @throws PromqlError for any other: what lies between two bounds, a histogram does not know
   */
  upTo<V extends number>(bound: Quantity<U, V> & IfBound<V, B>): Counter<WithLe<L>, 'count'> {
    const { value } = bound as Quantity<U>;
    const le = leText(checkBound(this.spec, this.matchers, value));
    const labels = { ...this.spec.labels, le: [le] };
    const bucket = new Counter({ ...this.spec, labels, unit: 'count' as const }, this.matchers, '_bucket');
    // That L with le is WithLe<L>, the compiler cannot see.
    return bucket.where({ le } as never) as never;
  }

  /**
   * For a panel that marks single observations: draws nothing, since no count is below zero, and names the series of the
   * buckets, to which Prometheus keeps exemplars (its API takes the selectors of whatever expression it is given).
   */
  exemplars(): Vector<NamesOf<L> | 'le', 'count'> {
    const buckets = selector(this.spec, this.matchers, '_bucket');
    const labels = buckets.labels as readonly (NamesOf<L> | 'le')[];
    return new Vector(binary('<', buckets, { kind: 'number', value: 0 }), labels, 'count');
  }

  rate(window: Window = 'auto'): RatedHistogram<L, U> {
    return new RatedHistogram(this.spec, this.matchers, checkWindow(window));
  }
}

/** What a bucket's series have beside the histogram's own labels. */
type WithLe<L extends LabelSpec> = L & { readonly le: readonly string[] };

export type IfBound<V extends number, B extends number> = [V] extends [B]
  ? unknown
  : Refused<`${V} is no bucket bound of the histogram; it has ${B}`>;

/** Histograms whose buckets go by a label must have the bound for each of the values that are matched. */
function checkBound(spec: MetricSpec, matchers: readonly Matcher[], bound: number): number {
  const known = selector(spec, matchers, '_bucket').known?.le ?? [];
  const { buckets = [] } = spec;
  const lists = isByLabel(buckets) ? Object.entries(buckets.of) : [['', buckets] as const];
  const without = lists.find(
    ([value, bounds]) => !bounds.includes(bound) && (value === '' || bounds.some((b) => known.includes(leText(b)))),
  );
  if (without !== undefined) {
    throw new PromqlError(
      `${spec.name}: ${bound} is no bucket bound; it has ${without[1].join(', ')}. Take one of them, or have the exporter add it`,
    );
  }
  return bound;
}

/** A histogram over a window, still one series a replica. */
export class RatedHistogram<L extends LabelSpec, in out U extends Unit> extends NoVector {
  readonly shape = 'a rated histogram: sumBy(…) it first';
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

  /**
   * Labels `K` out; `le` is kept by itself as long as it is needed.
   * @throws PromqlError where buckets go by a label that is neither among `K` nor pinned by `where` to one value
   */
  sumBy<K extends NamesOf<L> = never>(...labels: K[]): Distribution<NoInfer<K>, U> {
    const lost = labels.find((label) => !labelNames(this.spec.labels).includes(label));
    if (lost !== undefined) throw new PromqlError(`${this.spec.name} has no label '${lost as string}'`);
    this.checkBounds(checkOnce('sumBy()', labels));
    return new Distribution(this.spec, this.matchers, this.window, labels);
  }

  /** Buckets of different bounds, and often of different units, have no sum. */
  private checkBounds(labels: readonly string[]): void {
    const { name, buckets = [] } = this.spec;
    if (!isByLabel(buckets) || labels.includes(buckets.by)) return;
    const { by } = buckets;
    if (this.matchers.some(({ label, op }) => label === by && op === '=')) return;
    throw new PromqlError(
      `${name}: its buckets go by '${by}', and sumBy(${labels.map((l) => `'${l}'`).join(', ')}) would mix their bounds: keep '${by}', or pin it with where({ ${by}: '…' })`,
    );
  }
}

/** The distribution of a histogram's observations over a window, by labels `N`. */
export class Distribution<in out N extends string, in out U extends Unit> extends NoVector {
  readonly shape = 'a distribution: take quantile(q), mean() or perBucket()';
  constructor(
    private readonly spec: MetricSpec & { readonly unit: U },
    private readonly matchers: readonly Matcher[],
    private readonly window: Window,
    private readonly by: readonly N[],
  ) {
    super();
  }

  /** The q-quantile, linear between bounds. NaN is what Prometheus gives for no observations. @param q in 0–1 */
  quantile(q: number): Vector<N, U> {
    if (!(q >= 0 && q <= 1)) throw new PromqlError(`${this.spec.name}: a quantile lies between 0 and 1, not ${q}`);
    const buckets = this.sum('_bucket', ['le', ...this.by]);
    return new Vector(call('histogram_quantile', { kind: 'number', value: q }, buckets), this.by, this.spec.unit);
  }

  /** The exact mean, sum by count; no series where nothing was observed (never 0/0). */
  mean(): Vector<N, U> {
    return new Vector(
      { kind: 'binary', op: '/', left: this.sum('_sum', this.by), right: this.observed() },
      this.by,
      this.spec.unit,
    );
  }

  /** Observations per second at or below each bound, cumulative, by `le`: what a heatmap takes. */
  perBucket(): Vector<N | 'le', 'count/s'> {
    return new Vector(this.sum('_bucket', [...this.by, 'le']), [...this.by, 'le'], 'count/s');
  }

  /** The share of observations at or below each bound, by `le`; no series where nothing was observed. */
  cumulativeRatio(): Vector<N | 'le', 'ratio'> {
    const by = [...this.by, 'le' as const];
    const matching = { mode: 'on', labels: this.by, group: { side: 'left', include: [] } } as const;
    return new Vector(
      { kind: 'binary', op: '/', left: this.sum('_bucket', by), right: this.observed(), matching },
      by,
      'ratio',
    );
  }

  private observed(): Expr {
    return { kind: 'binary', op: '>', left: this.sum('_count', this.by), right: { kind: 'number', value: 0 } };
  }

  private sum(suffix: '_bucket' | '_sum' | '_count', by: readonly string[]): Expr {
    const of = call('rate', { kind: 'range', of: selector(this.spec, this.matchers, suffix), window: this.window });
    return { kind: 'aggregation', op: 'sum', by, of };
  }
}

type BoundOf<B> = B extends readonly (infer V extends number)[]
  ? V
  : B extends { readonly of: Readonly<Record<string, readonly (infer V extends number)[]>> }
    ? V
    : never;

/** @param name without suffix. @param props `unit` is that of an observation; `buckets` the exporter's upper bounds. */
export function histogram<U extends Unit, const B extends Buckets, const L extends LabelSpec = NoLabels>(
  name: string,
  props: {
    readonly labels?: L & Literal<L>;
    readonly unit: U;
    readonly buckets: B;
    readonly help: string;
    readonly optional?: true;
  },
): Histogram<L, NoInfer<U>, BoundOf<B>> {
  const { labels = {} as L, unit, buckets, ...rest } = props;
  return new Histogram(checkSpec({ kind: 'histogram', name, labels: labels, unit, buckets, ...rest }));
}
