import { any, counter, histogram } from '../promql';
import { OF_ALL_SPANS, OF_KEPT_SPANS } from '../telemetry/span-series';

/** As the collector spells the kinds of spans and the states in which they end. */
const SPAN_LABELS = {
  service_name: any,
  span_name: any,
  span_kind: ['SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT', 'SPAN_KIND_INTERNAL', 'SPAN_KIND_PRODUCER', 'SPAN_KIND_CONSUMER'],
  status_code: ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'],
} as const;

// The collector makes them from every span, before any is sampled away.

export const spanCalls = counter(OF_ALL_SPANS.calls, {
  labels: SPAN_LABELS,
  help: 'Spans that have ended, of all services that send traces.',
});

export const spanDuration = histogram(OF_ALL_SPANS.duration, {
  labels: SPAN_LABELS,
  unit: 'seconds',
  buckets: OF_ALL_SPANS.bounds,
  help: 'Time from the start of a span to its end.',
});

/** Only what its exemplars need: nothing is counted by it. */
export const keptSpanDuration = histogram(OF_KEPT_SPANS.duration, {
  labels: SPAN_LABELS,
  unit: 'seconds',
  buckets: OF_KEPT_SPANS.bounds,
  help: 'The same, of the spans of traces that are kept; each has a trace of its kind as its exemplar.',
});
