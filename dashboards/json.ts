/** JSON as a reviewer reads it: several lines, keys in alphabetical order whatever the builder's order was. */
export const stableJson = (value: unknown): string => `${JSON.stringify(sorted(value), null, 2)}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const named = Object.keys(fields).filter((key) => fields[key] !== undefined);
  // Without a function of its own, sort() compares by code units.
  return Object.fromEntries(named.sort().map((key) => [key, sorted(fields[key])]));
}
