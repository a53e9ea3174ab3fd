/** Upper bounds in seconds. The promise of the wafer map (1.2) and its critical line (4) are among them. */
export const SPAN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1.2, 2, 3, 4, 5, 7.5, 10] as const;

/**
 * Upper bounds in seconds for what is there for its exemplars: Prometheus gets one for each bucket and minute. Few bounds make
 * few series, and let the exemplars that it has room for reach further back.
 */
export const EXEMPLAR_SECONDS = [0.1, 0.5, 1.2, 4] as const;

/**
 * How many series of calls a sampler makes of one service at most: of each operation, kind and status one. Beyond it, spans are
 * counted together. A service with more has ids in the names of its spans.
 */
export const MOST_SERIES_OF_SERVICE = 200;

/**
 * What the collectors make of spans, as Prometheus has it (connector `span_metrics` 0.159: the namespace, with dots as underscores,
 * before `calls` and `duration`; the exporter for Prometheus adds the unit and `_total`).
 */
interface SpanSeries {
  /** The connector's. */
  readonly namespace: string;
  /** A counter of spans. */
  readonly calls: string;
  /** A histogram, in seconds. */
  readonly duration: string;
  /** The upper bounds of its buckets. */
  readonly bounds: readonly number[];
}

/** Of every span, before sampling: rates, errors and durations are read from these. */
export const OF_ALL_SPANS = {
  namespace: 'traces.span.metrics',
  calls: 'traces_span_metrics_calls_total',
  duration: 'traces_span_metrics_duration_seconds',
  bounds: SPAN_SECONDS,
} as const satisfies SpanSeries;

/** Of the spans of traces that were kept: for the exemplars of the histogram only, each of which is a trace that is stored. */
export const OF_KEPT_SPANS = {
  namespace: 'traces.sampled',
  calls: 'traces_sampled_calls_total',
  duration: 'traces_sampled_duration_seconds',
  bounds: EXEMPLAR_SECONDS,
} as const satisfies SpanSeries;
