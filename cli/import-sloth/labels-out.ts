import type { SyntaxNode } from '@lezer/common';
import { argumentOf, byOf, functionOf, grouping, inner, operands } from './tree';

/** Functions that keep their argument's labels, and have but one vector. */
const KEEPING = /^(i?rate|increase|[id]?delta|deriv|\w+_over_time|clamp(_min|_max)?|abs|ceil|floor|round|sgn)$/;

/** Labels of the result, where the text alone tells them: of an aggregation, and of what is done with one. */
export function labelsOf(given: SyntaxNode | null | undefined, text: string): readonly string[] | undefined {
  const node = inner(given);
  switch (node?.name) {
    case 'NumberDurationLiteral':
      return [];
    case 'AggregateExpr':
      return node.getChild('AggregateOp')?.firstChild?.name.match(/^(Sum|Avg|Min|Max|Count|Group|Stddev|Stdvar)$/)
        ? byOf(node, text)
        : undefined;
    case 'FunctionCall':
      return labelsOfCall(node, text);
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      return labelsOf(node.firstChild, text);
    case 'UnaryExpr':
      return labelsOf(node.lastChild, text);
    case 'BinaryExpr':
      return labelsOfBinary(node, text);
    default:
      return undefined;
  }
}

function labelsOfCall(call: SyntaxNode, text: string): readonly string[] | undefined {
  const fn = functionOf(call, text);
  if (fn === 'vector' || fn === 'scalar') return [];
  if (KEEPING.test(fn)) return labelsOf(argumentOf(call), text);
  if (fn !== 'histogram_quantile') return undefined;
  return labelsOf(call.getChild('FunctionCallBody')?.lastChild, text)?.filter((label) => label !== 'le');
}

/** Scalars and plain numbers add no labels; everything else must have the same on both sides, and keep them. */
function labelsOfBinary(node: SyntaxNode, text: string): readonly string[] | undefined {
  const [left, right] = operands(node);
  const [a, b] = [labelsOf(left, text), labelsOf(right, text)];
  if (!a || !b) return undefined;
  if (isScalar(left, text)) return b;
  if (isScalar(right, text)) return a;
  return sameLabels(a, b) && keepsAll(node, a, text) ? a : undefined;
}

/** Set operators keep the left side's labels; arithmetic keeps those that it matches on. */
function keepsAll(node: SyntaxNode, labels: readonly string[], text: string): boolean {
  const modifier = node.getChild('MatchingModifierClause');
  if (!modifier || node.getChild('Or') || node.getChild('And') || node.getChild('Unless')) return true;
  return modifier.getChild('On') !== null && sameLabels(grouping(modifier, text), labels);
}

function isScalar(given: SyntaxNode | null | undefined, text: string): boolean {
  const node = inner(given);
  return (
    node?.name === 'NumberDurationLiteral' || (node?.name === 'FunctionCall' && functionOf(node, text) === 'scalar')
  );
}

export const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();
