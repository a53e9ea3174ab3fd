/** Where something stands in a document: keys of maps, places in lists. */
export type Path = readonly (string | number)[];

/** A place in a YAML document with what stands there. */
export interface Node<T = unknown> {
  readonly path: Path;
  readonly value: T;
}

/** What a map has under a key; nothing for a key without a value, which YAML reads as null. */
export function child(node: Node | undefined, key: string): Node | undefined {
  const map = node?.value;
  if (!isMap(map) || !Object.hasOwn(map, key) || map[key] === null) return undefined;
  return { path: [...(node?.path ?? []), key], value: map[key] };
}

/** The values of a map or list, in their order. */
export function children(node: Node | undefined): readonly Node[] {
  const { path = [], value } = node ?? {};
  if (Array.isArray(value)) return value.map((item: unknown, i) => ({ path: [...path, i], value: item }));
  return isMap(value) ? Object.entries(value).map(([key, item]) => ({ path: [...path, key], value: item })) : [];
}

/** Every single value below a node. Null and what is empty hold none, so there is nothing of them to lose. */
export function leaves(node: Node): readonly Node[] {
  if (node.value === null || node.value === undefined) return [];
  return isMap(node.value) || Array.isArray(node.value) ? children(node).flatMap(leaves) : [node];
}

/** The last step of a node's path. */
export const keyOf = ({ path }: Node): string => String(path.at(-1) ?? '');

export const isText = (node: Node | undefined): node is Node<string> => typeof node?.value === 'string';
/** A text with a letter or a digit in it, of which names can be made. */
export const isName = (node: Node | undefined): node is Node<string> => isText(node) && /[a-z0-9]/i.test(node.value);
export const isNumber = (node: Node | undefined): node is Node<number> => typeof node?.value === 'number';
export const isBoolean = (node: Node | undefined): node is Node<boolean> => typeof node?.value === 'boolean';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isBelow = ({ path }: Node, top: Node): boolean => top.path.every((step, i) => path[i] === step);

/** `slos[0].labels.owner`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w -]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
