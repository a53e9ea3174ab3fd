import { PromqlError } from './error';

declare const why: unique symbol;

/**
 * Stands where a method would be wrong. The compiler's message then carries the reason ("Refused<"…"> has no call
 * signatures"), and so does the run time, since synth does not type-check.
 */
export interface Refused<Why extends string> {
  readonly [why]: Why;
}

/** The getter body of a refused method: one literal for the compiler and for the run time. */
export function refuse<const Why extends string>(reason: Why): Refused<Why> {
  throw new PromqlError(reason);
}

/**
 * What is no vector yet. Where one is wanted, the compiler would only list the properties that are missing; with these
 * phantoms it goes on to `shape`, and quotes there what to do instead.
 */
export abstract class NoVector {
  abstract readonly shape: string;
  declare readonly expr: never;
  declare readonly labels: never;
  declare readonly withLabels: never;
  declare readonly unit: never;
}
