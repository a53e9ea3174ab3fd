/** Some that belong together; never none. */
export type Group<T> = readonly [T, ...T[]];

/** Those of one key together, in the order of the first of each. @param key any value that JSON tells apart */
export function groupsOf<T>(all: readonly T[], key: (one: T) => unknown): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const name = JSON.stringify(key(one));
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()];
}
