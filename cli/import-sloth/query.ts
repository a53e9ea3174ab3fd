import type { SyntaxNode } from '@lezer/common';
import { checkInstant, checkSyntax } from '../../promql/syntax';
import { Untranslatable } from './error';
import { labelsOf } from './labels-out';
import { matchersOf, type Matcher } from './matcher';
import { argumentOf, byOf, descendants, functionOf, inner, inOneLine, operands, textOf, topOf } from './tree';

/** Stands for the template variable while a query is parsed: a duration that nobody writes. */
const WINDOW = '987654321ms';
const TEMPLATE_WINDOW = /\{\{-?\s*\.window\s*-?\}\}/g;

/** One vector selector of a query. */
export interface Selector {
  readonly series: string;
  readonly matchers: readonly Matcher[];
  /** As it is written. */
  readonly text: string;
  /** Whether a rate or an increase is taken of it: then it counts. */
  readonly counts: boolean;
  /** By which labels the aggregations around it keep apart: it has them. */
  readonly by: readonly string[];
}

/** `sum by (…) (rate(selector[window]))`. */
export interface Counted {
  readonly kind: 'counted';
  readonly fn: 'rate' | 'increase';
  readonly by: readonly string[];
  readonly selector: Selector;
}

/** What a query is, as far as the constructors can tell it apart. */
type Shape = Counted | { readonly kind: 'difference'; readonly whole: Counted; readonly part: Counted } | undefined;

export interface Query {
  /** In one line, without comments, with a place for the window: see {@link withWindow}. */
  readonly text: string;
  readonly shape: Shape;
  readonly selectors: readonly Selector[];
  /** Of its result; undefined if the text does not tell. */
  readonly labels: readonly string[] | undefined;
  /** Whether its ranges are taken as rates. */
  readonly perSecond: boolean;
}

/** The text for a window, or with an expression in its place. */
export const withWindow = ({ text }: Pick<Query, 'text'>, window: string): string => text.replaceAll(WINDOW, window);

/** @throws Untranslatable for what Prometheus could not evaluate, or would not tell one window from another */
export function parseQuery(what: string, template: string): Query {
  const text = inOneLine(template.replace(TEMPLATE_WINDOW, WINDOW));
  if (text.includes('{{')) throw new Untranslatable(`${what} has a template other than {{.window}}`);
  if (!text.includes(WINDOW)) throw new Untranslatable(`${what} does not use {{.window}}`);
  checkPromql(what, text);
  const node = topOf(text);
  return {
    text,
    shape: shapeOf(node, text),
    selectors: selectorsOf(what, node, text),
    labels: labelsOf(node, text),
    perSecond: ranged(node).every((call) => isRate(functionOf(call, text))),
  };
}

function checkPromql(what: string, text: string): void {
  try {
    checkSyntax(text);
    checkInstant(text);
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).replaceAll(WINDOW, '{{.window}}');
    throw new Untranslatable(`${what} is no query of Prometheus: ${said.replace(/\s+/g, ' ')}`);
  }
}

/** Both queries of a ratio, for specs that state only that: `bad / all`, or `1 - good / all`. */
export function pairOfRatio(template: string): { readonly error: string; readonly total: string } | undefined {
  const text = inOneLine(template.replace(TEMPLATE_WINDOW, WINDOW));
  const whole = topOf(text);
  const one = whole.name === 'BinaryExpr' && whole.getChild('Sub') && textOf(operands(whole)[0], text) === '1';
  const quotient = one ? inner(operands(whole)[1]) : whole;
  if (quotient?.name !== 'BinaryExpr' || !quotient.getChild('Div') || quotient.getChild('MatchingModifierClause')) {
    return undefined;
  }
  const [part, all] = operands(quotient).map((side) => textOf(side, text).replaceAll(WINDOW, '{{.window}}'));
  if (part === undefined || all === undefined) return undefined;
  return { error: one ? `(${all}) - (${part})` : part, total: all };
}

const isRate = (fn: string): boolean => fn === 'rate' || fn === 'irate';

function shapeOf(node: SyntaxNode, text: string): Shape {
  const counted = countedOf(node, text);
  if (counted) return counted;
  if (node.name !== 'BinaryExpr' || node.getChild('MatchingModifierClause')) return orZeroShape(node, text);
  const [left, right] = operands(node).map(inner);
  if (node.getChild('Or')) return orZeroShape(node, text);
  if (!node.getChild('Sub') || !left || !right) return undefined;
  const [whole, part] = [countedOf(left, text), countedOf(right, text)];
  return whole && part && { kind: 'difference', whole, part };
}

/**
 * `x or vector(0)` is x: that there is no series yet is no bad event to the rules, either, and a zero without labels
 * meets no total that has some.
 */
function orZeroShape(node: SyntaxNode, text: string): Shape {
  const [left, right] = operands(node).map(inner);
  const isZero = /^vector\s*\(\s*0\s*\)$/.test(textOf(right, text));
  return node.getChild('Or') && isZero && left ? shapeOf(left, text) : undefined;
}

function countedOf(node: SyntaxNode, text: string): Counted | undefined {
  const by =
    node.name === 'AggregateExpr' && node.getChild('AggregateOp')?.getChild('Sum') ? byOf(node, text) : undefined;
  const call = by && inner(argumentOf(node));
  if (!by || call?.name !== 'FunctionCall') return undefined;
  const fn = functionOf(call, text);
  const range = argumentOf(call);
  if ((fn !== 'rate' && fn !== 'increase') || range?.name !== 'MatrixSelector') return undefined;
  const selector = range.getChild('VectorSelector');
  if (!selector || textOf(range.getChild('DurationExpr'), text) !== WINDOW) return undefined;
  const read = selectorOf(selector, text);
  return read && { kind: 'counted', fn, by, selector: read };
}

function selectorOf(node: SyntaxNode, text: string): Selector | undefined {
  const name = node.getChild('Identifier');
  const matchers = matchersOf(node.getChild('LabelMatchers'), text);
  if (!name || !matchers) return undefined;
  return {
    series: textOf(name, text),
    matchers,
    text: textOf(node, text),
    counts: isCounted(node, text),
    by: keptApart(node, text),
  };
}

function keptApart(node: SyntaxNode, text: string): readonly string[] {
  const above = node.parent;
  if (!above) return [];
  const own = above.name === 'AggregateExpr' ? (byOf(above, text) ?? []) : [];
  return [...keptApart(above, text), ...own].filter((label) => !label.startsWith('__'));
}

/** Whether the function around a selector's range takes it for a counter. */
function isCounted(node: SyntaxNode, text: string): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.name === 'FunctionCall') return ['rate', 'irate', 'increase', 'resets'].includes(functionOf(at, text));
  }
  return false;
}

function selectorsOf(what: string, top: SyntaxNode, text: string): readonly Selector[] {
  return descendants(top, (node) => node.name === 'VectorSelector').map((node) => {
    const selector = selectorOf(node, text);
    if (selector) return selector;
    throw new Untranslatable(
      `${what} selects ${textOf(node, text)}, by quoted names or without one: only series with plain names are known to a catalog`,
    );
  });
}

/** The outermost calls of functions over a range. */
const ranged = (top: SyntaxNode): readonly SyntaxNode[] =>
  descendants(top, (node) => node.name === 'FunctionCall' && hasRange(argumentOf(node)));

function hasRange(argument: SyntaxNode | null | undefined): boolean {
  if (argument?.name === 'OffsetExpr' || argument?.name === 'StepInvariantExpr') return hasRange(argument.firstChild);
  return argument?.name === 'MatrixSelector' || argument?.name === 'SubqueryExpr';
}
