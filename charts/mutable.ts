/** `T` without its `readonly`, all the way down. */
export type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** Resource types are mutable by habit of their generator; what renders them changes nothing. */
export const mutable = <T>(value: T): Mutable<T> => value as Mutable<T>;
