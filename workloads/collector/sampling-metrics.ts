import { any, counter, gauge, histogram } from '../../promql';

// Names, labels and meaning as tail sampling in the OpenTelemetry Collector 0.159.0 exposes them as it is configured here. What
// counts decisions and late spans is not there before the first.

export const tracesSeen = counter('otelcol_processor_tail_sampling_new_trace_id_received_total', {
  help: 'Traces of which the first span has come.',
});

export const tracesDecided = counter('otelcol_processor_tail_sampling_global_count_traces_sampled_total', {
  labels: { decision: ['sampled', 'not_sampled'], sampled: ['true', 'false'] },
  help: 'Traces that were decided on, by whether they are kept.',
});

export const tracesByPolicy = counter('otelcol_processor_tail_sampling_count_traces_sampled_total', {
  labels: { policy: any, decision: ['sampled', 'not_sampled'], sampled: ['true', 'false'] },
  help: 'Traces that a policy has looked at, by whether it keeps them; those that one keeps, the next does not see.',
});

export const tracesDroppedEarly = counter('otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total', {
  help: 'Traces that were dropped undecided, since there was no room for newer ones; counted when they would have been decided on.',
});

export const tracesWaiting = gauge('otelcol_processor_tail_sampling_sampling_traces_on_memory', {
  unit: 'count',
  help: 'Traces in memory that wait for their decision.',
});

export const timeWaited = histogram('otelcol_processor_tail_sampling_sampling_trace_removal_age_seconds', {
  unit: 'seconds',
  buckets: [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000],
  help: 'Time from the first span of a trace until it leaves memory, decided or dropped; whole seconds.',
});

export const decisionMilliseconds = histogram(
  'otelcol_processor_tail_sampling_sampling_decision_timer_latency_milliseconds',
  {
    unit: 'value',
    buckets: [
      1, 2, 5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2000, 3000, 4000, 5000, 10_000, 20_000, 30_000,
      50_000,
    ],
    help: 'Milliseconds that it takes each second to decide on the traces whose time has come.',
  },
);

export const lateSpans = counter('otelcol_processor_tail_sampling_early_releases_from_cache_decision_total', {
  labels: { sampled: ['true', 'false'] },
  help: 'Spans that came after the decision on their trace, and share it.',
});
