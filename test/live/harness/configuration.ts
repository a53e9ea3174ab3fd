import { basename } from 'node:path';
import { dump, load } from 'js-yaml';
import type { KubeObject } from './rendered';

type Configuration = Readonly<Record<string, unknown>>;

/** What a test may change of a rendered configuration: where it listens and where it writes, nothing else. */
export interface Changes {
  /** Values by their path, such as `server.http_listen_port`. Each must be there. */
  readonly replaced: Readonly<Record<string, unknown>>;
  /** Values that the configuration leaves to the program, by their path. None may be there. */
  readonly added?: Readonly<Record<string, unknown>>;
  /** A folder, and the one that takes its place in every path below it. */
  readonly moved: { readonly from: string; readonly to: string };
}

/** The configuration with these changes, as text. @throws Error for a path that is not there, or is there already, and a folder nobody uses */
export function changed(text: string, { replaced, added = {}, moved }: Changes): string {
  const relocated = relocate(load(text), moved);
  if (JSON.stringify(relocated) === JSON.stringify(load(text)))
    throw new Error(`nothing in the configuration lies in ${moved.from}`);
  const there = Object.entries(replaced).reduce(
    (value, [path, next]) => set(value, path.split('.'), next, path, true),
    relocated,
  );
  return dump(
    Object.entries(added).reduce((value, [path, next]) => set(value, path.split('.'), next, path, false), there),
  );
}

function relocate(value: unknown, moved: Changes['moved']): unknown {
  const { from, to } = moved;
  if (typeof value === 'string')
    return value === from || value.startsWith(`${from}/`) ? `${to}${value.slice(from.length)}` : value;
  if (Array.isArray(value)) return value.map((item) => relocate(item, moved));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, relocate(item, moved)]));
}

function set(
  value: unknown,
  [key = '', ...rest]: readonly string[],
  next: unknown,
  path: string,
  exists: boolean,
): unknown {
  const known = typeof value === 'object' && value !== null ? (value as Configuration) : {};
  if (rest.length === 0) {
    if (key in known !== exists) throw new Error(`the configuration ${exists ? 'lacks' : 'states'} ${path}`);
  }
  const inner = rest.length === 0 ? next : set(known[key], rest, next, path, exists);
  // A list stays one: its items are addressed by their index.
  return Array.isArray(value)
    ? value.map((item: unknown, i) => (String(i) === key ? inner : item))
    : { ...known, [key]: inner };
}

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
}

/**
 * The arguments with which a workload's container starts its program, with its configuration file at another place.
 * @throws Error where no argument names the file
 */
export function startArguments(object: KubeObject, container: string, path: string): readonly string[] {
  const { args = [] } = containersOf(object).find(({ name }) => name === container) ?? {};
  const replaced = args.map((arg) => (arg.endsWith(`/${basename(path)}`) ? arg.replace(/=.*/, `=${path}`) : arg));
  if (!replaced.some((arg) => arg.endsWith(`=${path}`))) {
    throw new Error(`container ${container} is not started with ${basename(path)}: ${args.join(' ')}`);
  }
  return replaced;
}

const containersOf = ({ spec }: KubeObject): readonly Container[] =>
  (spec as { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } } | undefined)
    ?.template?.spec.containers ?? [];
