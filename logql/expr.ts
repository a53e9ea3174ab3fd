import type { Duration, Matcher, Window } from '../promql';

/** The tree under every log query: plain immutable data, printed once by print.ts. */
export type LogExpr = LinesExpr | MetricExpr;
export type MetricExpr = RangeExpr | AggregationExpr | BinaryExpr;

export interface LinesExpr {
  readonly kind: 'lines';
  /** What selects streams: kept apart from what looks at lines, which comes after it. */
  readonly streams: readonly Matcher[];
  readonly stages: readonly Stage[];
}

export type Stage =
  | { readonly kind: 'line'; readonly op: LineOp; readonly text: string }
  | { readonly kind: 'label'; readonly matcher: Matcher }
  | { readonly kind: 'json'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'format'; readonly template: string }
  | { readonly kind: 'labelFormat'; readonly label: string; readonly template: string };
export type LineOp = '|=' | '!=' | '|~' | '!~';

export interface RangeExpr {
  readonly kind: 'range';
  readonly fn: 'count_over_time' | 'rate' | 'bytes_over_time' | 'bytes_rate';
  readonly of: LinesExpr;
  readonly window: Window;
  readonly offset?: Duration;
}

export interface AggregationExpr {
  readonly kind: 'aggregation';
  readonly op: 'sum' | 'topk' | 'approx_topk' | 'sort_desc';
  readonly by: readonly string[];
  /** How many series are kept, where not all are. */
  readonly keep?: number;
  readonly of: MetricExpr;
}

export interface BinaryExpr {
  readonly kind: 'binary';
  readonly op: '>' | '>=' | '<' | '<=' | '*' | '/' | 'and' | 'or' | 'unless';
  readonly left: MetricExpr;
  readonly right: MetricExpr | number;
}
