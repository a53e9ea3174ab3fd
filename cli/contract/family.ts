import type { Format } from './format';
import type { Sample } from './sample';

/** What an exposition says that a metric is. Nothing said is `untyped`, which OpenMetrics calls unknown. */
export type Type = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped' | 'gaugehistogram' | 'info' | 'stateset';

/** A metric with all its series, as an exposition groups them. */
export interface Family {
  /** As the TYPE line has it: OpenMetrics leaves `_total` and `_info` out. */
  readonly name: string;
  readonly type: Type;
  readonly samples: readonly Sample[];
}

/** What is behind the family's name in the names of its series. */
export type Suffixes = Readonly<Partial<Record<Type, readonly string[]>>>;

const TEXT: Suffixes = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
  untyped: [''],
};

const OPEN_METRICS: Suffixes = {
  // Without `_total` it is against the format; the comparison says so, and more usefully than a refusal.
  counter: ['_total', '_created', ''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  gaugehistogram: ['_bucket', '_gsum', '_gcount'],
  summary: ['', '_sum', '_count', '_created'],
  info: ['_info'],
  stateset: [''],
  untyped: [''],
};

/** The types that a format knows, and how their series are called. */
export const SUFFIXES: Readonly<Record<Format, Suffixes>> = { text: TEXT, openmetrics: OPEN_METRICS };

/** Words of TYPE lines. */
export const typeOf = (word: string, format: Format): Type | undefined => {
  const type = (format === 'openmetrics' && word === 'unknown' ? 'untyped' : word) as Type;
  if (format === 'openmetrics' && word === 'untyped') return undefined;
  return SUFFIXES[format][type] && type;
};

export const typeWords = (format: Format): readonly string[] =>
  Object.keys(SUFFIXES[format]).map((type) => (format === 'openmetrics' && type === 'untyped' ? 'unknown' : type));
