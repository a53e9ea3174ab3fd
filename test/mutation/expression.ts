import type { SyntaxNode } from '@lezer/common';
import { milliseconds, printNumber, type Duration } from '../../promql';
import { binary, children, everyNode, isComparison, literal, parsed, sameNode } from './syntax';

export type ExpressionKind =
  'factor' | 'window' | 'matcher' | 'comparison' | 'guard' | 'grouping' | 'operator' | 'aggregation';

/** One change of an expression's text: from here to there it says this instead. */
export interface Edit {
  readonly kind: ExpressionKind;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The same for readers: the smallest part that shows it, before and after. */
  readonly was: string;
  readonly now: string;
}

type Editor = (node: SyntaxNode, text: string) => readonly Edit[];

/**
 * Every single change that is tried of an expression. Left out is only what cannot make a difference by the meaning of
 * the language: a value where only its presence is looked at, or that is multiplied by zero.
 */
export const expressionEdits = (text: string): readonly Edit[] =>
  everyNode(parsed(text)).flatMap((node) => EDITORS.flatMap((edit) => edit(node, text)));

export const applied = (text: string, { from, to, text: instead }: Edit): string =>
  text.slice(0, from) + instead + text.slice(to);

const numbers: Editor = (node, text) => {
  if (node.name !== 'NumberDurationLiteral' || node.parent?.name === 'UnaryExpr') return [];
  const value = literal(node, text);
  if (value === undefined || !Number.isFinite(value) || !valueMatters(node, text)) return [];
  if (value !== 0)
    return [value * 1.25, value * 0.8].map((other) => replaced('factor', node, printNumber(other), text));
  // A comparison with zero is flipped and dropped instead, and a clamp to it is removed.
  const zeroes = isFactor(node) || isIn('vector', node, text);
  return zeroes ? [replaced('factor', node, '1', text)] : [];
};

/** A number below a minus is scaled with it. */
const negatives: Editor = (node, text) => {
  const value = node.name === 'UnaryExpr' ? literal(node, text) : undefined;
  if (value === undefined || !Number.isFinite(value)) return [];
  return [value * 1.25, value * 0.8].map((other) => replaced('factor', node, printNumber(other), text));
};

const LADDER: readonly Duration[] = ['1m', '5m', '15m', '30m', '1h', '2h', '6h', '1d', '3d', '7d', '30d'];

/** Ranges, subqueries and their steps, offsets: the next longer and the next shorter that people use. */
const windows: Editor = (node, text) => {
  if (node.name !== 'NumberDurationLiteralInDurationContext') return [];
  const length = milliseconds(text.slice(node.from, node.to) as Duration);
  const shorter = LADDER.filter((other) => milliseconds(other) < length).at(-1);
  const longer = LADDER.find((other) => milliseconds(other) > length);
  return [shorter, longer].flatMap((other) => (other === undefined ? [] : [replaced('window', node, other, text)]));
};

const OPPOSITE: Readonly<Record<string, string>> = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' };

const matchers: Editor = (node, text) => {
  if (node.name !== 'LabelMatchers') return [];
  const all = children(node);
  const list = (parts: readonly string[]): string => `{${parts.join(',')}}`;
  const texts = all.map(({ from, to }) => text.slice(from, to));
  return all.flatMap((matcher, i) => {
    const [, op] = children(matcher);
    if (!op) throw new Error(`no matcher: ${texts[i] ?? ''}`);
    const sign = text.slice(op.from, op.to);
    return [
      replaced('matcher', node, list(texts.filter((_, j) => j !== i)), text),
      replaced('matcher', op, OPPOSITE[sign] ?? sign, text),
    ];
  });
};

const FLIPPED: Readonly<Record<string, string>> = {
  Gtr: '<',
  Lss: '>',
  Gte: '<=',
  Lte: '>=',
  Eql: '!=',
  Neq: '==',
};

const comparisons: Editor = (node, text) => {
  const parts = binary(node);
  const flipped = parts && isComparison(parts.operator) ? FLIPPED[parts.operator.name] : undefined;
  return parts && flipped !== undefined ? [replaced('comparison', parts.operator, flipped, text)] : [];
};

/** What protects from what is not there, too little, or no number: its right side, or the call around it. */
const guards: Editor = (node, text) => {
  const parts = binary(node);
  if (parts) {
    const { left, operator, right, hasBool } = parts;
    const isSet = ['Or', 'And', 'Unless'].includes(operator.name);
    const isFilter = isComparison(operator) && !hasBool && literal(right, text) !== undefined;
    return isSet || isFilter ? [dropped(node, left, text)] : [];
  }
  if (node.name === 'BoolModifier') return [replaced('guard', node, '', text)];
  const clamped = /^clamp_(min|max)$/.test(functionOf(node, text)) ? argumentsOf(node)[0] : undefined;
  return clamped ? [unclamped(node, clamped, text)] : [];
};

/** Named by what goes: `a and b > 0` loses `> 0`, or `and b > 0`, and its end alone does not tell which. */
const dropped = ({ from, to }: SyntaxNode, left: SyntaxNode, text: string): Edit => {
  const gone = text.slice(left.to, to).trim();
  return {
    kind: 'guard',
    from,
    to,
    text: text.slice(left.from, left.to),
    was: brief(`${text.slice(0, left.to).slice(-CONTEXT / 2)} ${gone}`),
    now: `without '${brief(gone)}'`,
  };
};

const unclamped = ({ from, to }: SyntaxNode, of: SyntaxNode, text: string): Edit => ({
  kind: 'guard',
  from,
  to,
  text: `(${text.slice(of.from, of.to)})`,
  was: brief(text.slice(from, to)),
  now: 'its first argument',
});

const groupings: Editor = (node, text) => {
  if (node.name !== 'GroupingLabels') return [];
  const labels = children(node).map(({ from, to }) => text.slice(from, to));
  return labels.map((_, i) => replaced('grouping', node, `(${labels.filter((_, j) => j !== i).join(', ')})`, text));
};

const OTHER_OPERATOR: Readonly<Record<string, string>> = { Add: '-', Sub: '+', Mul: '/', Div: '*' };

const operators: Editor = (node, text) => {
  const parts = binary(node);
  const other = parts && OTHER_OPERATOR[parts.operator.name];
  // x / 0 instead of x * 0 is NaN, and so no equivalent.
  if (!parts || other === undefined || !valueMatters(node, text)) return [];
  return [replaced('operator', parts.operator, other, text)];
};

/** One that is easily taken for the other. */
const OTHER_FUNCTION: Readonly<Record<string, string>> = {
  sum: 'max',
  max: 'min',
  min: 'max',
  avg: 'max',
  count: 'sum',
  rate: 'increase',
  increase: 'rate',
  sum_over_time: 'avg_over_time',
  avg_over_time: 'max_over_time',
  max_over_time: 'min_over_time',
  min_over_time: 'max_over_time',
  count_over_time: 'sum_over_time',
  last_over_time: 'max_over_time',
};

const aggregations: Editor = (node, text) => {
  if (node.name !== 'AggregateOp' && node.name !== 'FunctionIdentifier') return [];
  const other = OTHER_FUNCTION[text.slice(node.from, node.to)];
  if (other === undefined || !node.parent || !valueMatters(node.parent, text)) return [];
  // The two differ by a factor, which quantiles do not see.
  const isScale = other === 'rate' || other === 'increase';
  if (isScale && (isWithin('histogram_quantile', node.parent, text) || onlyItsSignMatters(node.parent, text)))
    return [];
  return [replaced('aggregation', node, other, text)];
};

const EDITORS: readonly Editor[] = [
  numbers,
  negatives,
  windows,
  matchers,
  comparisons,
  guards,
  groupings,
  operators,
  aggregations,
];

/** Whether more than the presence of the node's series decides: neither `and (…)` alone looks at it, nor is it times 0. */
export function valueMatters(node: SyntaxNode, text: string): boolean {
  const { parent } = node;
  if (!parent) return true;
  const parts = binary(parent);
  if (parts) {
    const { left, operator, right } = parts;
    const isRight = sameNode(right, node);
    if (isComparison(operator)) return true;
    if (isRight && (operator.name === 'And' || operator.name === 'Unless')) return false;
    if (!isRight && operator.name === 'Mul' && sameNode(left, node) && literal(right, text) === 0) return false;
  }
  return valueMatters(parent, text);
}

/** Whether all that is done with it is to see that it is more than zero. */
export function onlyItsSignMatters(node: SyntaxNode, text: string): boolean {
  const { parent } = node;
  if (!parent) return false;
  const parts = binary(parent);
  if (!parts) return onlyItsSignMatters(parent, text);
  return isComparison(parts.operator) && literal(parts.right, text) === 0 && !valueMatters(parent, text);
}

function isWithin(fn: string, { parent }: SyntaxNode, text: string): boolean {
  return parent !== null && (functionOf(parent, text) === fn || isWithin(fn, parent, text));
}

const isFactor = (node: SyntaxNode): boolean => (node.parent ? binary(node.parent)?.operator.name === 'Mul' : false);

const isIn = (fn: string, node: SyntaxNode, text: string): boolean =>
  node.parent?.parent ? functionOf(node.parent.parent, text) === fn : false;

function functionOf(node: SyntaxNode, text: string): string {
  const name = node.name === 'FunctionCall' ? node.getChild('FunctionIdentifier') : null;
  return name ? text.slice(name.from, name.to) : '';
}

const argumentsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const body = node.getChild('FunctionCallBody');
  return body ? children(body) : [];
};

/** Short enough for a line, long enough to tell where in the rule it is. */
const CONTEXT = 100;

function replaced(kind: ExpressionKind, node: SyntaxNode, instead: string, text: string): Edit {
  const edit = { kind, from: node.from, to: node.to, text: instead };
  const shown = around(node);
  const before = text.slice(shown.from, node.from);
  const after = text.slice(node.to, shown.to);
  return { ...edit, was: brief(before + text.slice(node.from, node.to) + after), now: brief(before + instead + after) };
}

/** The largest part around the node that is still short. */
function around(node: SyntaxNode): SyntaxNode {
  const { parent } = node;
  return parent && parent.to - parent.from <= CONTEXT ? around(parent) : node;
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 1.5 * CONTEXT ? line : `${line.slice(0, CONTEXT)} … ${line.slice(-CONTEXT / 2)}`;
}
