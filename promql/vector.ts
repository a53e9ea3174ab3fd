import { binary } from './binary';
import { checkWindow, duration, milliseconds, type Duration, type Window } from './duration';
import { PromqlError } from './error';
import type { AggregationOp, ArithmeticOp, ComparisonOp, Expr } from './expr';
import { checkLabelName, checkOnce } from './labels';
import { Matching } from './matching';
import {
  checkVector,
  checkVectorOrQuantity,
  type AnyVector,
  type Divisor,
  type Factor,
  type VectorLike,
} from './operand';
import { refuse, type Refused } from './refused';
import { shifted } from './shift';
import {
  productUnit,
  Quantity,
  quotientUnit,
  rateUnit,
  type PerSecond,
  type Product,
  type ByTheMinute,
  type Quotient,
  type Rate,
  type Unit,
} from './units';

/** The time of evaluation, in seconds since 1970. */
const NOW: Expr = { kind: 'call', fn: 'time', args: [] };

/**
 * An instant vector: label names `N` (values matter only in `where()`) and a unit `U`. Immutable; every method gives
 * a new one. Both parameters are invariant, since PromQL silently joins series of other labels to nothing.
 */
export class Vector<in out N extends string, in out U extends Unit> implements VectorLike<N, U> {
  readonly shape = 'a vector';
  declare readonly withLabels: { readonly [K in N]: true };

  constructor(
    readonly expr: Expr,
    readonly labels: readonly N[],
    readonly unit: U,
  ) {}

  /** Another vector; how joins make theirs. */
  derived<M extends string, V extends Unit>(expr: Expr, labels: readonly M[], unit: V): Vector<M, V> {
    return new Vector(expr, labels, unit);
  }

  get rate() {
    return refuse('rate() needs a counter; of a gauge take delta() or deriv()');
  }
  get quantile() {
    return refuse('quantile() needs a histogram: histogram.rate().sumBy(…).quantile(q)');
  }

  sumBy<K extends N = never>(...labels: K[]): Vector<NoInfer<K>, U> {
    return this.aggregate('sum', labels, this.unit);
  }
  avgBy<K extends N = never>(...labels: K[]): Vector<NoInfer<K>, U> {
    return this.aggregate('avg', labels, this.unit);
  }
  minBy<K extends N = never>(...labels: K[]): Vector<NoInfer<K>, U> {
    return this.aggregate('min', labels, this.unit);
  }
  maxBy<K extends N = never>(...labels: K[]): Vector<NoInfer<K>, U> {
    return this.aggregate('max', labels, this.unit);
  }
  /** How many series there are. */
  countBy<K extends N = never>(...labels: K[]): Vector<NoInfer<K>, 'count'> {
    return this.aggregate('count', labels, 'count');
  }

  /** The series with the largest values, of each group; all labels stay, and which series they are changes with time. */
  topBy(keep: number, ...labels: N[]): Vector<N, U> {
    return this.kept('topk', keep, labels);
  }
  /** The series with the smallest values, of each group; all labels stay. */
  bottomBy(keep: number, ...labels: N[]): Vector<N, U> {
    return this.kept('bottomk', keep, labels);
  }

  add(other: VectorLike<N, U> | Quantity<U>): Vector<N, U> {
    return this.arithmetic('+', other);
  }
  sub(other: VectorLike<N, U> | Quantity<U>): Vector<N, U> {
    return this.arithmetic('-', other);
  }
  /** By a bare number (a ratio, as far as units go), or by a vector if the product has a unit. */
  mul<V extends Unit = 'ratio'>(other: number | (VectorLike<N, V> & Factor<U, V>)): Vector<N, Product<U, V>> {
    if (typeof other === 'number') return this.scaled('*', checkNumber('mul()', other));
    const unit = productUnit(this.unit, checkVector(other).unit) as Product<U, V>;
    return new Vector(binary('*', this.expr, this.alike(other).expr), this.labels, unit);
  }
  /** By a bare number, or by a vector if the quotient has a unit: like by like is a ratio. */
  div<V extends Unit = 'ratio'>(other: number | (VectorLike<N, V> & Divisor<U, V>)): Vector<N, Quotient<U, V>> {
    if (typeof other === 'number') return this.scaled('/', checkNumber('div()', other));
    const unit = quotientUnit(this.unit, checkVector(other).unit) as Quotient<U, V>;
    return new Vector(binary('/', this.expr, this.alike(other).expr), this.labels, unit);
  }

  /** Keeps the series for which the comparison holds. */
  compare(op: ComparisonOp, other: VectorLike<N, U> | Quantity<U>): Vector<N, U> {
    return new Vector(binary(op, this.expr, this.operand(other)), this.labels, this.unit);
  }
  /** 1 where the comparison holds, else 0; no series is lost. */
  compareBool(op: ComparisonOp, other: VectorLike<N, U> | Quantity<U>): Vector<N, 'ratio'> {
    return new Vector(binary(op, this.expr, this.operand(other), { bool: true }), this.labels, 'ratio');
  }

  /** Series of this side that the other has too, whatever it measures. */
  and<V extends Unit>(other: VectorLike<N, V>): Vector<N, U> {
    return new Vector(binary('and', this.expr, this.alike(other).expr), this.labels, this.unit);
  }
  /** This side's series, and those of the other side that this one lacks. */
  or(other: VectorLike<N, U>): Vector<N, U> {
    return new Vector(binary('or', this.expr, this.operand(checkVector(other))), this.labels, this.unit);
  }
  /** Series of this side that the other lacks. */
  unless<V extends Unit>(other: VectorLike<N, V>): Vector<N, U> {
    return new Vector(binary('unless', this.expr, this.alike(other).expr), this.labels, this.unit);
  }
  /** Only what is above zero: the safe side of a quotient, since 0/0 is NaN and says nothing. */
  positive(): Vector<N, U> {
    return new Vector(binary('>', this.expr, { kind: 'number', value: 0 }), this.labels, this.unit);
  }
  /** Only what is at least this much: evidence enough to say something. */
  atLeast(least: number): Vector<N, U> {
    return new Vector(
      binary('>=', this.expr, { kind: 'number', value: checkNumber('atLeast()', least) }),
      this.labels,
      this.unit,
    );
  }
  /** Zero for the series that only `all` has: no errors counted yet is no errors, as long as there are requests. */
  orZeroOf<V extends Unit>(all: Vector<N, V>): Vector<N, U> {
    const zero = binary('*', this.alike(all).expr, { kind: 'number', value: 0 });
    return new Vector(binary('or', this.expr, zero), this.labels, this.unit);
  }
  /** `or vector(0)`: only without labels, since it would add a spurious series without labels beside the grouped ones. */
  get orZero(): [N] extends [never]
    ? () => Vector<N, U>
    : Refused<'orZero() would add a series without labels: sumBy() first'> {
    if (this.labels.length > 0) return refuse('orZero() would add a series without labels: sumBy() first') as never;
    const zero = { kind: 'call', fn: 'vector', args: [{ kind: 'number', value: 0 }] } as const;
    return (() => new Vector<N, U>(binary('or', this.expr, zero), this.labels, this.unit)) as never;
  }

  /** Joins only on these labels. */
  on<K extends N = never>(...labels: K[]): Matching<N, U, K, 'on', never, false> {
    return new Matching(this, this.own('on()', labels), 'on', [], false);
  }
  /** Joins on all labels but these. */
  ignoring<K extends string = never>(...labels: K[]): Matching<N, U, K, 'ignoring', never, false> {
    return new Matching(this, checkOnce('ignoring()', labels), 'ignoring', [], false);
  }

  /** The same series with one more label of a fixed value. */
  labelled<M extends string>(label: M, value: string): Vector<N | M, U> {
    if (value === '') throw new PromqlError(`label '${label}' with an empty value is no label: give it one`);
    if ((this.labels as readonly string[]).includes(label)) {
      throw new PromqlError(`label '${label}' is there already: overwriting it could make two series one`);
    }
    const args = [this.expr, checkLabelName(label), value.replaceAll('$', '$$$$'), '', ''];
    return new Vector<N | M, U>({ kind: 'call', fn: 'label_replace', args }, [...this.labels, label], this.unit);
  }

  abs(): Vector<N, U> {
    return this.call('abs');
  }
  /** Natural logarithm, of a ratio only: that of anything with a unit means nothing. */
  get ln(): U extends 'ratio' ? () => Vector<N, 'ratio'> : Refused<'ln() needs a ratio'> {
    if (this.unit !== 'ratio') return refuse('ln() needs a ratio') as never;
    return (() => this.call('ln')) as never;
  }
  /** 0–1 to 0–100. */
  get percent(): U extends 'ratio' ? () => Vector<N, 'percent'> : Refused<'percent() needs a ratio'> {
    if (this.unit !== 'ratio') return refuse('percent() needs a ratio') as never;
    return (() => this.scaled('*', 100).as('percent')) as never;
  }
  /** A difference of ratios in percentage points. */
  get points(): U extends 'ratio' ? () => Vector<N, 'points'> : Refused<'points() needs a difference of ratios'> {
    if (this.unit !== 'ratio') return refuse('points() needs a difference of ratios') as never;
    return (() => this.scaled('*', 100).as('points')) as never;
  }
  /** Sixty times as much, of what is per second. */
  get perMinute(): U extends PerSecond ? () => Vector<N, ByTheMinute<U>> : Refused<'perMinute() needs a rate'> {
    if (!this.unit.endsWith('/s')) return refuse('perMinute() needs a rate') as never;
    return (() => this.scaled('*', 60).as(this.unit.replace(/\/s$/, '/min') as Unit)) as never;
  }
  /** The same numbers under another unit; the one explicit way around unit arithmetic. */
  as<V extends Unit>(unit: V): Vector<N, V> {
    return new Vector(this.expr, this.labels, unit);
  }

  avgOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('avg_over_time', window, step);
  }
  /** All samples added up: of events that are counted one by one. */
  sumOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('sum_over_time', window, step);
  }
  minOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('min_over_time', window, step);
  }
  maxOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('max_over_time', window, step);
  }

  /** The newest sample of the window: for series that are written less often than Prometheus looks back. Keeps the name. */
  lastOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('last_over_time', window, step);
  }

  /** Standard deviation of the samples (population, as Prometheus computes it), in the unit of the samples. */
  stddevOverTime(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('stddev_over_time', window, step);
  }

  /** How many times the value changed from one sample to the next. */
  changes(window: Window, step?: Duration): Vector<N, 'count'> {
    return this.overTime('changes', window, step).as('count');
  }

  /** Newest minus oldest, extrapolated to the whole window. */
  delta(window: Window, step?: Duration): Vector<N, U> {
    return this.overTime('delta', window, step);
  }

  /** Slope of the straight line that fits the samples best (least squares), per second. */
  deriv(window: Window, step?: Duration): Vector<N, Rate<U>> {
    return this.overTime('deriv', window, step).as(rateUnit(this.unit, 'deriv()'));
  }

  /** Where the straight line that fits the window's samples best will be after that time. */
  predictLinear(window: Window, ahead: Duration, step?: Duration): Vector<N, U> {
    return this.overTime('predict_linear', window, step, { kind: 'number', value: milliseconds(ahead) / 1000 });
  }

  /** Seconds that have passed since the time that the value is (seconds since 1970). */
  get age(): U extends 'seconds' ? () => Vector<N, 'seconds'> : Refused<'age() needs a time in seconds since 1970'> {
    if (this.unit !== 'seconds') return refuse('age() needs a time in seconds since 1970') as never;
    return (() => new Vector(binary('-', NOW, this.expr), this.labels, 'seconds')) as never;
  }
  /** Seconds until the time that the value is (seconds since 1970); below zero when it has passed. */
  get until(): U extends 'seconds'
    ? () => Vector<N, 'seconds'>
    : Refused<'until() needs a time in seconds since 1970'> {
    if (this.unit !== 'seconds') return refuse('until() needs a time in seconds since 1970') as never;
    return (() => new Vector(binary('-', this.expr, NOW), this.labels, 'seconds')) as never;
  }

  /** How many samples there are, or, given a step, at how many of the steps there is one. */
  countOverTime(window: Window, step?: Duration): Vector<N, 'count'> {
    return this.overTime('count_over_time', window, step).as('count');
  }

  /** As it was that long ago: the shift goes to every selector, or to the outermost subquery. */
  offset(by: Duration): Vector<N, U> {
    return new Vector(shifted(this.expr, duration(by)), this.labels, this.unit);
  }

  /** Nothing below this. */
  clampMin(least: Quantity<U>): Vector<N, U> {
    return this.call('clamp_min', this.operand(least));
  }

  /** Nothing above this. */
  clampMax(most: Quantity<U>): Vector<N, U> {
    return this.call('clamp_max', this.operand(most));
  }

  private call(fn: string, ...rest: Expr[]): Vector<N, U> {
    return new Vector({ kind: 'call', fn, args: [this.expr, ...rest] }, this.labels, this.unit);
  }

  private overTime(fn: string, window: Window, step?: Duration, ...rest: readonly Expr[]): Vector<N, U> {
    if (this.expr.kind === 'selector' && step === undefined) {
      return new Vector(
        { kind: 'call', fn, args: [{ kind: 'range', of: this.expr, window: checkWindow(window) }, ...rest] },
        this.labels,
        this.unit,
      );
    }
    if (step === undefined) {
      throw new PromqlError(
        `${fn} of an expression is a subquery: give its step, for instance ${fn}('${window}', '1m')`,
      );
    }
    const subquery = { kind: 'subquery', of: this.expr, window: checkWindow(window), step: duration(step) } as const;
    return new Vector({ kind: 'call', fn, args: [subquery, ...rest] }, this.labels, this.unit);
  }

  private aggregate<K extends N, V extends Unit>(op: AggregationOp, by: K[], unit: V): Vector<K, V> {
    return new Vector({ kind: 'aggregation', op, by: this.own(`${op}By()`, by), of: this.expr }, by, unit);
  }

  private kept(op: 'topk' | 'bottomk', keep: number, by: readonly N[]): Vector<N, U> {
    if (!Number.isInteger(keep) || keep < 1) {
      throw new PromqlError(`${op} keeps ${keep} series: give a whole number of at least 1`);
    }
    const labels = this.own(op === 'topk' ? 'topBy()' : 'bottomBy()', by);
    return new Vector({ kind: 'aggregation', op, by: labels, of: this.expr, keep }, this.labels, this.unit);
  }

  private arithmetic(op: ArithmeticOp, other: VectorLike<N, U> | Quantity<U>): Vector<N, U> {
    return new Vector(binary(op, this.expr, this.operand(other)), this.labels, this.unit);
  }

  private scaled<V extends Unit>(op: ArithmeticOp, by: number): Vector<N, V> {
    return new Vector(binary(op, this.expr, { kind: 'number', value: by }), this.labels, this.unit as unknown as V);
  }

  private operand(other: VectorLike<N, U> | Quantity<U>): Expr {
    checkVectorOrQuantity(other);
    if (other.unit !== this.unit) throw new PromqlError(`${this.unit} meets ${other.unit}: convert one side first`);
    return other instanceof Quantity ? { kind: 'number', value: other.value } : this.alike(other).expr;
  }

  private own<K extends string>(what: string, labels: readonly K[]): readonly K[] {
    const lost = labels.find((label) => !(this.labels as readonly string[]).includes(label));
    if (lost !== undefined) {
      throw new PromqlError(
        `label '${lost}' is not there (any more); what is left: ${this.labels.join(', ') || 'none'}`,
      );
    }
    return checkOnce(what, labels);
  }

  private alike(other: AnyVector): AnyVector {
    const [mine, others] = [[...this.labels].sort().join(', '), [...checkVector(other).labels].sort().join(', ')];
    if (mine !== others) {
      throw new PromqlError(
        `labels (${mine}) meet labels (${others}): nothing would match. Join with on(…) or ignoring(…)`,
      );
    }
    return other;
  }
}

function checkNumber(what: string, value: number): number {
  if (Number.isNaN(value)) throw new PromqlError(`${what} needs a number, not NaN`);
  return value;
}
