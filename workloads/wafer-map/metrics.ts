import { any, counter, histogram } from '../../promql';

/** As the collector spells the kinds of spans and the states in which they end. */
const SPAN_LABELS = {
  service_name: any,
  span_name: any,
  span_kind: ['SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT', 'SPAN_KIND_INTERNAL', 'SPAN_KIND_PRODUCER', 'SPAN_KIND_CONSUMER'],
  status_code: ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'],
} as const;

// The collector makes them from every span, before any is sampled away.

export const spanCalls = counter('traces_span_metrics_calls_total', {
  labels: SPAN_LABELS,
  help: 'Spans that have ended, of all services that send traces.',
});

export const spanDuration = histogram('traces_span_metrics_duration_seconds', {
  labels: SPAN_LABELS,
  unit: 'seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1.2, 2, 3, 4, 5, 7.5, 10],
  help: 'Time from the start of a span to its end.',
});
