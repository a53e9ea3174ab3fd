import { binary } from './binary';
import { PromqlError } from './error';
import type { ArithmeticOp, ComparisonOp, SetOp, VectorMatching } from './expr';
import { checkOnce } from './labels';
import { checkVector, type AnyVector, type Divisor, type Factor, type VectorLike } from './operand';
import type { Refused } from './refused';
import { productUnit, quotientUnit, type Product, type Quotient, type Unit } from './units';
import type { Vector } from './vector';

type MatchMode = VectorMatching['mode'];

/** Labels of the result: many-to-one keeps the left side's and what it takes over, one-to-one what was matched on. */
type Joined<N extends string, K extends string, Mode, I extends string, Grouped> = Grouped extends true
  ? N | I
  : Mode extends 'on'
    ? K
    : Exclude<N, K>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What the right side must have: with `on` the labels named, with `ignoring` the left side's but those ignored. */
type Partner<N extends string, K extends string, Mode, I extends string, M extends string> = Mode extends 'on'
  ? [K | I] extends [M]
    ? unknown
    : Refused<`the right side has no label '${Exclude<K | I, M>}'`>
  : Same<Exclude<N, K>, Exclude<M, K>> extends true
    ? [I] extends [M]
      ? unknown
      : Refused<`the right side has no label '${Exclude<I, M>}'`>
    : Refused<`the sides differ in more than '${K}': nothing would match`>;

/**
 * With `on`, a label beyond those matched would give several series where one is needed, and Prometheus refuses the
 * query while it runs: an alert would never fire. The one side must have none; the left side may if it is the many.
 * (With `ignoring` the labels may be pinned to one value each, which types do not see.)
 */
type OneEach<N extends string, K extends string, Mode, I extends string, Grouped, M extends string> =
  unknown extends Partner<N, K, Mode, I, M>
    ? Mode extends 'on'
      ? [Exclude<M, K | I>] extends [never]
        ? Grouped extends true
          ? unknown
          : [Exclude<N, K>] extends [never]
            ? unknown
            : Refused<`the left side has '${Exclude<N, K>}' as well: say .left() where it is the many, or aggregate it`>
        : Refused<`the right side has '${Exclude<M, K | I>}' as well: aggregate it, or take it over with .left('…')`>
      : unknown
    : Partner<N, K, Mode, I, M>;

/** Two vectors about to be joined: `a.on('pod').left('node').mul(b)`. */
export class Matching<
  in out N extends string,
  in out U extends Unit,
  K extends string,
  Mode extends MatchMode,
  I extends string,
  Grouped extends boolean,
> {
  constructor(
    private readonly from: Vector<N, U>,
    private readonly keys: readonly K[],
    private readonly mode: Mode,
    private readonly include: readonly I[],
    private readonly grouped: Grouped,
  ) {}

  /** Many series of this side for one of the other (`group_left`), whose labels named here are taken over. */
  left<J extends string = never>(...include: J[]): Matching<N, U, K, Mode, J, true> {
    const both = include.find((label) => this.mode === 'on' && (this.keys as readonly string[]).includes(label));
    if (both !== undefined)
      throw new PromqlError(`label '${both}' is matched on already: left() cannot take it over as well`);
    return new Matching(this.from, this.keys, this.mode, checkOnce('left()', include), true);
  }

  add<M extends string>(
    right: VectorLike<M, U> & OneEach<N, K, Mode, I, Grouped, M>,
  ): Vector<Joined<N, K, Mode, I, Grouped>, U> {
    return this.join('+', right, this.from.unit);
  }
  sub<M extends string>(
    right: VectorLike<M, U> & OneEach<N, K, Mode, I, Grouped, M>,
  ): Vector<Joined<N, K, Mode, I, Grouped>, U> {
    return this.join('-', right, this.from.unit);
  }
  mul<M extends string, V extends Unit>(
    right: VectorLike<M, V> & OneEach<N, K, Mode, I, Grouped, M> & Factor<U, V>,
  ): Vector<Joined<N, K, Mode, I, Grouped>, Product<U, V>> {
    return this.join('*', right, productUnit(this.from.unit, checkVector(right).unit) as Product<U, V>);
  }
  div<M extends string, V extends Unit>(
    right: VectorLike<M, V> & OneEach<N, K, Mode, I, Grouped, M> & Divisor<U, V>,
  ): Vector<Joined<N, K, Mode, I, Grouped>, Quotient<U, V>> {
    return this.join('/', right, quotientUnit(this.from.unit, checkVector(right).unit) as Quotient<U, V>);
  }
  compare<M extends string>(
    op: ComparisonOp,
    right: VectorLike<M, U> & OneEach<N, K, Mode, I, Grouped, M>,
  ): Vector<Joined<N, K, Mode, I, Grouped>, U> {
    return this.join(op, right, this.from.unit);
  }
  /** Series of the left side that have a partner. */
  and<M extends string, V extends Unit>(right: VectorLike<M, V> & Partner<N, K, Mode, I, M>): Vector<N, U> {
    return this.set('and', right);
  }
  /** Series of the left side that have no partner. */
  unless<M extends string, V extends Unit>(right: VectorLike<M, V> & Partner<N, K, Mode, I, M>): Vector<N, U> {
    return this.set('unless', right);
  }

  private join<W extends Unit>(
    op: ArithmeticOp | ComparisonOp,
    right: AnyVector,
    unit: W,
  ): Vector<Joined<N, K, Mode, I, Grouped>, W> {
    checkVector(right);
    const same = op !== '*' && op !== '/';
    if (same && right.unit !== this.from.unit)
      throw new PromqlError(`${this.from.unit} meets ${right.unit}: convert one side first`);
    const matching = this.matching(right.labels);
    if (this.mode === 'on') this.checkOneEach(right.labels);
    const labels = this.grouped
      ? [...new Set<string>([...this.from.labels, ...this.include])]
      : this.from.labels.filter((label) => this.keys.includes(label as never) === (this.mode === 'on'));
    const expr = binary(op, this.from.expr, right.expr, { matching });
    return this.from.derived(expr, labels as Joined<N, K, Mode, I, Grouped>[], unit);
  }

  private set<M extends string, V extends Unit>(op: SetOp, right: VectorLike<M, V>): Vector<N, U> {
    checkVector(right);
    if (this.grouped) throw new PromqlError(`${op} matches many to many by itself: leave .left() out`);
    return this.from.derived(
      binary(op, this.from.expr, right.expr, { matching: this.matching(right.labels) }),
      this.from.labels,
      this.from.unit,
    );
  }

  private checkOneEach(right: readonly string[]): void {
    const keys = this.keys as readonly string[];
    const more = right.find((label) => !keys.includes(label) && !(this.include as readonly string[]).includes(label));
    if (more !== undefined) {
      throw new PromqlError(`the right side has '${more}' as well: aggregate it, or take it over with .left('…')`);
    }
    const many = this.grouped ? undefined : this.from.labels.find((label) => !keys.includes(label));
    if (many !== undefined) {
      throw new PromqlError(`the left side has '${many}' as well: say .left() where it is the many, or aggregate it`);
    }
  }

  private matching(right: readonly string[]): VectorMatching {
    const keys = this.keys as readonly string[];
    const lacking = [...(this.mode === 'on' ? keys : []), ...this.include].find((label) => !right.includes(label));
    if (lacking !== undefined)
      throw new PromqlError(`the right side has no label '${lacking}'; it has ${right.join(', ') || 'none'}`);
    const rest = (labels: readonly string[]) =>
      labels
        .filter((label) => !keys.includes(label))
        .sort()
        .join();
    if (this.mode === 'ignoring' && rest(this.from.labels) !== rest(right)) {
      throw new PromqlError(`the sides differ in more than '${keys.join(', ')}': nothing would match`);
    }
    return { mode: this.mode, labels: keys, ...(this.grouped && { group: { side: 'left', include: this.include } }) };
  }
}
