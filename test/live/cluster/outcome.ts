/** What came of an attempt: one of the two. */
export interface Outcome<T> {
  readonly value?: T;
  readonly error?: unknown;
}

/** Makes an attempt whose failure is for later: for the one test that is about it. */
export async function outcome<T>(attempt: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await attempt() };
  } catch (error) {
    return { error };
  }
}

/** @throws what the attempt threw */
export function valueOf<T>({ value, error }: Outcome<T>): T {
  if (value === undefined) throw error;
  return value;
}
