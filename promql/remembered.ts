/**
 * The same function, that works out its answer once for each (immutable) argument: what several environments share is
 * printed and checked for the first of them. It forgets an argument with whoever made it.
 */
export function remembered<K extends object, V>(work: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const before = known.get(of);
    if (before) return before.value;
    const value = work(of);
    known.set(of, { value });
    return value;
  };
}
