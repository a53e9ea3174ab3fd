/** Work that takes its time, on one item after another: whoever asks for one result has the next one begun as well. */
export function ahead<T, R>(items: readonly T[], work: (item: T) => Promise<R>): (item: T) => Promise<R> {
  const begun = new Map<T, Promise<R>>();
  const begin = (item: T): Promise<R> => {
    const result = begun.get(item) ?? work(item);
    begun.set(item, result);
    // Whoever asks for it sees why it failed; until then nobody has to.
    result.catch(() => undefined);
    return result;
  };
  return (item) => {
    const result = begin(item);
    const next = items[items.indexOf(item) + 1];
    if (next !== undefined) void begin(next);
    return result;
  };
}
