import { Quantity } from '../promql';
import { LogqlError } from './error';
import type { BinaryExpr, MetricExpr } from './expr';

/** What is counted of lines. */
export type LogUnit = 'count' | 'count/s' | 'bytes' | 'bytes/s' | 'ratio';

/** Numbers made of lines, by labels `N`. Immutable; every method gives a new one. */
export class LogVector<in out N extends string, in out U extends LogUnit> {
  readonly shape = 'a vector of logs';
  /** The names as a type, so that vectors of other labels do not fit: Loki would join them to nothing. */
  declare readonly withLabels: { readonly [K in N]: true };

  constructor(
    readonly expr: MetricExpr,
    readonly labels: readonly N[],
    readonly unit: U,
  ) {}

  /** The series with the largest values. */
  top(keep: number): LogVector<N, U> {
    return this.kept('topk', keep);
  }
  /**
   * The same of however many series, the largest first, at a moment and not over time: `topk` fails where there are more than 500 to choose from
   * (`max_query_series`), this one counts them in a sketch of fixed size, and so may count a few too many (Loki 3.7,
   * `shard_aggregations`).
   */
  topOfMany(keep: number): LogVector<N, U> {
    const { expr, labels, unit } = this.kept('approx_topk', keep);
    return new LogVector({ kind: 'aggregation', op: 'sort_desc', by: [], of: expr }, labels, unit);
  }

  mul(factor: number): LogVector<N, U> {
    if (!Number.isFinite(factor)) throw new LogqlError(`mul(${factor}): a finite number is wanted`);
    return new LogVector(this.binary('*', factor), this.labels, this.unit);
  }
  /** The ratio of two that are alike. */
  div(other: LogVector<N, U>): LogVector<N, 'ratio'> {
    return new LogVector(this.binary('/', this.alike(other)), this.labels, 'ratio');
  }

  /** Keeps the series for which it holds. */
  compare(op: '>' | '>=' | '<' | '<=', other: LogVector<N, U> | Quantity<U>): LogVector<N, U> {
    const right = other instanceof Quantity ? other.value : this.alike(other);
    if (other.unit !== this.unit) throw new LogqlError(`${this.unit} is compared with ${other.unit}`);
    return new LogVector(this.binary(op, right), this.labels, this.unit);
  }

  /** Series of this side that the other has too, whatever it counts. */
  and<V extends LogUnit>(other: LogVector<N, V>): LogVector<N, U> {
    return new LogVector(this.binary('and', this.alike(other)), this.labels, this.unit);
  }
  /** This side's series, and those of the other that this one lacks. */
  or(other: LogVector<N, U>): LogVector<N, U> {
    return new LogVector(this.binary('or', this.alike(other)), this.labels, this.unit);
  }
  /** Series of this side that the other lacks. */
  unless<V extends LogUnit>(other: LogVector<N, V>): LogVector<N, U> {
    return new LogVector(this.binary('unless', this.alike(other)), this.labels, this.unit);
  }

  private kept(op: 'topk' | 'approx_topk', keep: number): LogVector<N, U> {
    if (!Number.isInteger(keep) || keep < 1)
      throw new LogqlError(`${op}(${keep}): a whole number of series, from 1 on`);
    return new LogVector({ kind: 'aggregation', op, by: [], keep, of: this.expr }, this.labels, this.unit);
  }

  private binary(op: BinaryExpr['op'], right: MetricExpr | number): BinaryExpr {
    return { kind: 'binary', op, left: this.expr, right };
  }

  private alike({ labels, expr }: { readonly labels: readonly string[]; readonly expr: MetricExpr }): MetricExpr {
    const [ours, theirs] = [[...this.labels].sort().join(', '), [...labels].sort().join(', ')];
    if (ours === theirs) return expr;
    throw new LogqlError(`a vector by (${ours}) meets one by (${theirs}): Loki would join them to nothing`);
  }
}
