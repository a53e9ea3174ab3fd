import { PromqlError } from './error';

/**
 * What a sample can count or measure; a new unit is one word here and one line in the dashboards' display table.
 * `points` is a difference of two percentages; `value` a quantity whose unit depends on a label (a feature in volts or
 * in nanoamperes); `mebibytes` and `megahertz` are for exporters that emit nothing smaller.
 */
export type BaseUnit =
  | 'seconds'
  | 'bytes'
  | 'mebibytes'
  | 'ratio'
  | 'percent'
  | 'points'
  | 'count'
  | 'requests'
  | 'files'
  | 'cores'
  | 'celsius'
  | 'watts'
  | 'megahertz'
  | 'value';
export type PerSecond = `${BaseUnit}/s`;
export type PerMinute = `${BaseUnit}/min`;
export type Unit = BaseUnit | PerSecond | PerMinute;

/** The unit of `rate(x)`, for x in `U`. */
export type Rate<U extends Unit> = U extends BaseUnit ? `${U}/s` : never;

/**
 * A number with its unit: thresholds, objectives and constants are written so, and compared only with their like. `V` is
 * the number itself where it is written out, so that the compiler can tell a bucket's bound from other numbers.
 */
export class Quantity<in out U extends Unit, out V extends number = number> {
  readonly shape = 'a quantity';
  constructor(
    readonly value: V,
    readonly unit: U,
  ) {
    if (Number.isNaN(value)) throw new PromqlError(`a quantity in ${unit} must be a number, not NaN`);
  }
}

export const seconds = <const V extends number>(value: V): Quantity<'seconds', V> => new Quantity(value, 'seconds');
export const bytes = <const V extends number>(value: V): Quantity<'bytes', V> => new Quantity(value, 'bytes');
/** A share between 0 and 1; `ratio(0.01)` is shown as 1 %. */
export const ratio = <const V extends number>(value: V): Quantity<'ratio', V> => new Quantity(value, 'ratio');
/** Percentage points: 2 is the difference between 88 % and 90 %. */
export const points = <const V extends number>(value: V): Quantity<'points', V> => new Quantity(value, 'points');
export const count = <const V extends number>(value: V): Quantity<'count', V> => new Quantity(value, 'count');
/** 0–100, only for exporters that emit percentages; everything that we compute is a ratio. */
export const percent = <const V extends number>(value: V): Quantity<'percent', V> => new Quantity(value, 'percent');
/** Degrees Celsius. */
export const celsius = <const V extends number>(value: V): Quantity<'celsius', V> => new Quantity(value, 'celsius');
export const perSecond = <U extends BaseUnit>(value: number, unit: U): Quantity<Rate<U>> =>
  new Quantity(value, `${unit}/s` as Rate<U>);
/** Of what people count by the minute: files, tests. */
export const perMinute = <U extends BaseUnit>(value: number, unit: U): Quantity<`${U}/min`> =>
  new Quantity(value, `${unit}/min` as const);

/** The same per minute. */
export type ByTheMinute<U extends Unit> = U extends `${infer B extends BaseUnit}/s` ? `${B}/min` : never;

export function rateUnit<U extends Unit>(unit: U, what: string): Rate<U> {
  if (/\/(s|min)$/.test(unit)) throw new PromqlError(`${what} is a rate already: its rate has no unit`);
  return `${unit}/s` as Rate<U>;
}

/** The unit of a quotient that has a name: like by like is a ratio, anything by a ratio keeps its unit. */
export type Quotient<A extends Unit, B extends Unit> = A extends B ? 'ratio' : B extends 'ratio' ? A : never;

export function quotientUnit(a: Unit, b: Unit): Unit {
  if (a === b) return 'ratio';
  if (b === 'ratio') return a;
  throw new PromqlError(
    `${a} divided by ${b} has no unit of its own: convert one side, or say what it is with .as('…')`,
  );
}

/** The unit of a product that has a name: one side must be a ratio. */
export type Product<A extends Unit, B extends Unit> = B extends 'ratio' ? A : A extends 'ratio' ? B : never;

export function productUnit(a: Unit, b: Unit): Unit {
  if (b === 'ratio') return a;
  if (a === 'ratio') return b;
  throw new PromqlError(`${a} times ${b} has no unit of its own: convert one side, or say what it is with .as('…')`);
}
