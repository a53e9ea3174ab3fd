/** Runs what it is given, at most so many at a time, in the order in which it was given. */
export function pool(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  const lanes: Promise<unknown>[] = Array.from({ length: size }, () => Promise.resolve());
  let next = 0;
  return (work) => {
    const lane = next++ % size;
    const result = (lanes[lane] ?? Promise.resolve()).then(work);
    // One that fails must not keep the others from running; whoever asked for it sees why.
    lanes[lane] = result.catch(() => undefined);
    return result;
  };
}
