import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** The tree of an expression, by Prometheus's own grammar. */
export const parsed = (text: string): SyntaxNode => parser.parse(text).topNode;

export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** The node and all below it, in the order of the text. */
export const everyNode = (node: SyntaxNode): readonly SyntaxNode[] => [node, ...children(node).flatMap(everyNode)];

const known = new Map<string, readonly SyntaxNode[]>();

/** Every node of an expression; each is asked of many times. */
export function nodesOf(text: string): readonly SyntaxNode[] {
  const nodes = known.get(text) ?? everyNode(parsed(text));
  known.set(text, nodes);
  return nodes;
}

/** `left op right`, with whatever stands between the operator and its right side. */
export interface Binary {
  readonly left: SyntaxNode;
  readonly operator: SyntaxNode;
  readonly right: SyntaxNode;
  readonly hasBool: boolean;
}

export function binary(node: SyntaxNode): Binary | undefined {
  if (node.name !== 'BinaryExpr') return undefined;
  const [left, operator] = children(node);
  const right = node.lastChild;
  if (!left || !operator || !right) throw new Error('a binary expression of fewer than three parts');
  return { left, operator, right, hasBool: children(node).some(({ name }) => name === 'BoolModifier') };
}

const COMPARISONS: readonly string[] = ['Gtr', 'Lss', 'Gte', 'Lte', 'Eql', 'Neq'];
export const isComparison = ({ name }: SyntaxNode): boolean => COMPARISONS.includes(name);

/** The number that the node is, with its sign; undefined for all else. */
export function literal(node: SyntaxNode, text: string): number | undefined {
  if (node.name !== 'NumberDurationLiteral' && node.name !== 'UnaryExpr') return undefined;
  const written = text.slice(node.from, node.to).replace(/Inf$/, 'Infinity');
  const value = Number(written);
  return Number.isNaN(value) ? undefined : value;
}

export const sameNode = (a: SyntaxNode, b: SyntaxNode): boolean =>
  a.from === b.from && a.to === b.to && a.name === b.name;
