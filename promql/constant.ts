import { PromqlError } from './error';
import { call } from './metric';
import type { Quantity, Unit } from './units';
import { Vector } from './vector';

/** One series without labels that always has this value. */
export function constant<U extends Unit>(quantity: Quantity<U>): Vector<never, U> {
  return new Vector(call('vector', { kind: 'number', value: quantity.value }), [], quantity.unit);
}

/** One series for each value of a label, each with its own constant: thresholds by model, baselines by tester. */
export function constantBy<N extends string, U extends Unit>(
  label: N,
  quantities: Readonly<Record<string, Quantity<U>>>,
): Vector<N, U> {
  const [first, ...rest] = Object.entries(quantities);
  if (first === undefined) throw new PromqlError(`no constants by '${label}': give at least one value`);
  const labelled = ([name, quantity]: readonly [string, Quantity<U>]) => constant(quantity).labelled(label, name);
  return rest.reduce((all, entry) => all.or(labelled(entry)), labelled(first));
}
