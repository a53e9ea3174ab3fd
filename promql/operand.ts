import { PromqlError } from './error';
import type { Expr } from './expr';
import type { Refused } from './refused';
import type { Product, Quotient, Unit } from './units';

/** The least that a panel or a rule asks of an expression. */
export interface AnyVector {
  readonly shape: 'a vector';
  readonly expr: Expr;
  readonly labels: readonly string[];
  readonly unit: Unit;
}

/**
 * What is taken as an operand: any vector, gauge or recorded series with exactly the labels `N`, and unit `U`. The
 * names stand twice, so that neither more nor fewer fit, and the compiler's message says which label it is.
 */
export interface VectorLike<N extends string, U extends Unit> extends AnyVector {
  readonly labels: readonly N[];
  readonly withLabels: { readonly [K in N]: true };
  readonly unit: U;
}

type IfNamed<Result, Why extends string> = [Result] extends [never] ? Refused<Why> : unknown;
export type Divisor<U extends Unit, V extends Unit> = IfNamed<
  Quotient<U, V>,
  `${U} divided by ${V} has no unit of its own: convert one side, or say what it is with .as('…')`
>;
export type Factor<U extends Unit, V extends Unit> = IfNamed<
  Product<U, V>,
  `${U} times ${V} has no unit of its own: convert one side, or say what it is with .as('…')`
>;

/** The same operand. @throws PromqlError for what is no vector, which says of itself what to do instead. */
export function checkVector<V extends AnyVector>(other: V): V {
  return checkShape(other, ['a vector']);
}

/** The same for where a quantity will do. */
export function checkVectorOrQuantity<V extends { readonly shape: string }>(other: V): V {
  return checkShape(other, ['a vector', 'a quantity']);
}

function checkShape<V extends { readonly shape: string }>(other: V, shapes: readonly string[]): V {
  const given: unknown = other;
  const { shape, spec } = Object(given) as { readonly shape?: string; readonly spec?: { readonly name: string } };
  if (shape !== undefined && shapes.includes(shape)) return other;
  const wanted = `: give ${shapes.join(' or ')}`;
  if (shape === undefined) throw new PromqlError(`'${String(given)}' is no operand${wanted}`);
  throw new PromqlError(`${spec?.name ?? 'the operand'} is ${shape}${shape.includes(':') ? '' : wanted}`);
}
