import { children, isBelow, keyOf, leaves, pathText, type Node } from './node';

/** Something that the TypeScript does not say, and why; all that stands below it is meant, too. */
export interface Lost {
  readonly at: Node;
  readonly why: string;
}

/** What became of a part of a document: values that the TypeScript says, and those that it does not. */
export interface Account {
  readonly used: readonly Node[];
  readonly lost: readonly Lost[];
}

export const together = (...accounts: readonly Account[]): Account => ({
  used: accounts.flatMap(({ used }) => used),
  lost: accounts.flatMap(({ lost }) => lost),
});

/**
 * The places below a node of which nothing is accounted for, each as high as can be: what would be dropped silently.
 * Every value of the node is below one of them, used, or lost.
 */
export function unaccounted(node: Node, { used, lost }: Account): readonly Node[] {
  const known = [...used, ...lost.map(({ at }) => at)];
  const search = (at: Node): readonly Node[] => {
    const below = leaves(at);
    const open = below.filter((leaf) => !known.some((top) => isBelow(leaf, top)));
    if (open.length === 0) return [];
    if (open.length === below.length) return [at];
    return children(at).flatMap(search);
  };
  return search(node);
}

/** One line of the list of what was not carried over: values of one map that have the same reason stand together. */
export interface Line {
  readonly where: string;
  readonly what: string;
  readonly why: string;
}

export function lines(lost: readonly Lost[]): readonly Line[] {
  const groups = new Map<string, readonly Lost[]>();
  for (const one of lost) {
    const key = JSON.stringify([one.at.path.slice(0, -1), one.why]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as readonly [Lost, ...Lost[]];
    return group.length === 1
      ? { where: pathText(first.at.path), what: valueText(first.at.value), why: first.why }
      : {
          where: pathText(first.at.path.slice(0, -1)),
          what: group.map(({ at }) => `${keyOf(at)}: ${valueText(at.value)}`).join(', '),
          why: first.why,
        };
  });
}

/** A value in one line: `{owner: "myteam", tier: "2"}`. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}: ${valueText(item)}`)
    .join(', ')}}`;
}

export const lineText = ({ where, what, why }: Line): string => `${where === '' ? '' : `${where} = `}${what}: ${why}`;
