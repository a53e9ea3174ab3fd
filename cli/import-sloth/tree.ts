import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** The expression that a text is. */
export const topOf = (text: string): SyntaxNode => {
  const { topNode } = parser.parse(text);
  return inner(topNode.firstChild) ?? topNode;
};

/** Without the parentheses around it. */
export function inner(node: SyntaxNode | null | undefined): SyntaxNode | undefined {
  return node?.name === 'ParenExpr' ? inner(node.firstChild) : (node ?? undefined);
}

export const textOf = (node: SyntaxNode | null | undefined, text: string): string =>
  node ? text.slice(node.from, node.to) : '';

/** The two sides of an operator. */
export const operands = (node: SyntaxNode): readonly (SyntaxNode | null)[] => [node.firstChild, node.lastChild];

export const functionOf = (call: SyntaxNode, text: string): string => textOf(call.getChild('FunctionIdentifier'), text);
export const argumentOf = (call: SyntaxNode): SyntaxNode | null | undefined =>
  call.getChild('FunctionCallBody')?.firstChild;

/** The labels that an aggregation keeps by name; undefined for `without`. */
export function byOf(aggregation: SyntaxNode, text: string): readonly string[] | undefined {
  const modifier = aggregation.getChild('AggregateModifier');
  if (!modifier) return [];
  return modifier.getChild('By') ? grouping(modifier, text) : undefined;
}

export const grouping = (modifier: SyntaxNode, text: string): readonly string[] =>
  (modifier.getChild('GroupingLabels')?.getChildren('LabelName') ?? []).map((label) => textOf(label, text));

/** The outermost nodes that are meant; those below them are not looked at. */
export function descendants(node: SyntaxNode, meant: (node: SyntaxNode) => boolean): readonly SyntaxNode[] {
  if (meant(node)) return [node];
  const found: SyntaxNode[] = [];
  for (let at = node.firstChild; at; at = at.nextSibling) found.push(...descendants(at, meant));
  return found;
}

/** Comments and the breaks between lines left out; strings as they are. */
export function inOneLine(text: string): string {
  const comments: SyntaxNode[] = [];
  parser.parse(text).iterate({
    enter: ({ name, node }) => {
      if (name === 'LineComment') comments.push(node);
    },
  });
  const without = comments.reduceRight((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, text);
  return without
    .replace(SPACE, (_, string?: string, opening?: string, closing?: string) => string ?? opening ?? closing ?? ' ')
    .trim();
}

/** A string, which stays; a bracket with the space inside it; any other space. */
const SPACE = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)|([([])\s+|\s+([)\]])|\s+/g;
