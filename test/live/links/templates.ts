/** The values that Grafana has for the variables of a link, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** A query with its variables filled in; undefined where one of them has no value: then Grafana shows no link. */
export type Filled = string | undefined;

/** `$name`, `${name}`, `${name.path.in.it}`, and a format behind a colon, as Grafana's own expression for them has it (13.1). */
const VARIABLE = /\$(\w+)|\$\{(\w+)(?:\.([^:}]+))?(?::[^}]+)?\}/g;

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (inner as Variables | undefined)?.[key], value);

/** Fills in a link's text as Grafana does: a variable stands for its value or for what a path leads to in it, nothing is escaped. */
export function filled(text: string, variables: Variables): Filled {
  const values = [...text.matchAll(VARIABLE)].map(([, plain, braced, path]) =>
    at(variables[plain ?? braced ?? ''], path?.split('.') ?? []),
  );
  if (values.some((value) => value === undefined)) return undefined;
  let i = 0;
  return text.replaceAll(VARIABLE, () => String(values[i++]));
}

/** What Grafana keeps of a text in a provisioning file: `$name` and `${name}` are variables of the environment, `$$` is a dollar. */
export const provisioned = (text: string): string =>
  text.replaceAll(/\$\$|\$\{[^}]*\}|\$\w+/g, (found) => (found === '$$' ? '$' : ''));

/** The same for all texts within a value. */
export function provisionedIn<T>(value: T): T {
  if (typeof value === 'string') return provisioned(value) as T;
  if (Array.isArray(value)) return value.map(provisionedIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, provisionedIn(inner)])) as T;
}
