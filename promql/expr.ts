import type { Duration, Window } from './duration';
import type { Matcher } from './labels';
import type { Known } from './values';

/** The untyped tree under every vector: plain immutable data, printed once by print.ts and walked by the checks. */
export type Expr = NumberLiteral | Selector | Range | Subquery | Call | Aggregation | Binary | Raw;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
}

/** `name{matchers} offset o`. `labels` are all label names of the series: context matchers are added by them. */
export interface Selector {
  readonly kind: 'selector';
  readonly metric: string;
  readonly series: string;
  readonly labels: readonly string[];
  readonly matchers: readonly Matcher[];
  /** The values that its labels can have before it is matched. */
  readonly known?: Known;
  readonly offset?: Duration;
}

export interface Range {
  readonly kind: 'range';
  readonly of: Selector;
  readonly window: Window;
}

export interface Subquery {
  readonly kind: 'subquery';
  readonly of: Expr;
  readonly window: Window;
  readonly step: Duration;
  readonly offset?: Duration;
}

export interface Call {
  readonly kind: 'call';
  readonly fn: string;
  readonly args: readonly (Expr | string)[];
}

export interface Aggregation {
  readonly kind: 'aggregation';
  readonly op: AggregationOp;
  readonly by: readonly string[];
  readonly of: Expr;
  /** How many series are kept of each group, for `topk` and `bottomk`. */
  readonly keep?: number;
}
export type AggregationOp = 'sum' | 'avg' | 'min' | 'max' | 'count' | 'topk' | 'bottomk';

export interface Binary {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  /** Comparison as 0 or 1 instead of a filter. */
  readonly bool?: boolean;
  readonly matching?: VectorMatching;
}
export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '^';
export type ComparisonOp = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type SetOp = 'and' | 'or' | 'unless';
export type BinaryOp = ArithmeticOp | ComparisonOp | SetOp;

export interface VectorMatching {
  readonly mode: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** Which side has many series for one of the other; `include` are labels taken over from the one side. */
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
}

/** Whether two series have to agree on the label to be joined. */
export const takesPart = (label: string, matching: VectorMatching | undefined): boolean =>
  matching === undefined || matching.labels.includes(label) === (matching.mode === 'on');

export interface Raw {
  readonly kind: 'raw';
  readonly text: string;
  readonly metrics: readonly string[];
}

/** Whether the result's series have the label: those that are kept whole have all. */
export const keepsLabel = ({ by, keep }: Aggregation, label: string): boolean =>
  keep !== undefined || by.includes(label);

/** The expressions directly under this one. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'selector':
    case 'raw':
      return [];
    case 'range':
    case 'subquery':
    case 'aggregation':
      return [expr.of];
    case 'call':
      return expr.args.filter((arg): arg is Expr => typeof arg !== 'string');
    case 'binary':
      return [expr.left, expr.right];
  }
}

/** Every selector in the tree, left to right; raw text has none. */
export function selectors(expr: Expr): readonly Selector[] {
  return expr.kind === 'selector' ? [expr] : children(expr).flatMap(selectors);
}

/** Names of the metrics (as declared, without `_bucket`, `_sum`, `_count`) that the expression reads, each once. */
export function metricsRead(expr: Expr): readonly string[] {
  const read = (e: Expr): readonly string[] =>
    e.kind === 'selector' ? [e.metric] : e.kind === 'raw' ? e.metrics : children(e).flatMap(read);
  return [...new Set(read(expr))];
}
