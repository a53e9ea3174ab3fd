import { any, counter, gauge } from '../../promql';

// Names, labels and meaning as the OpenTelemetry Collector 0.159.0 exposes them as it is configured here (constructs/collector/parts.ts).
// What counts failures to send is not there before the first. Jaeger is built on the same libraries and has the same names;
// labels that only one of them has (the address of the next tier, the library that counted) are left out.

export const spansAccepted = counter('otelcol_receiver_accepted_spans_total', {
  labels: { receiver: any, transport: any },
  help: 'Spans that came in and were taken.',
});

export const spansRefused = counter('otelcol_receiver_refused_spans_total', {
  labels: { receiver: any, transport: any },
  help: 'Spans that came in and were not taken, for want of memory or of room in the queue.',
});

export const linesAccepted = counter('otelcol_receiver_accepted_log_records_total', {
  labels: { receiver: any, transport: any },
  help: 'Log lines that came in and were taken.',
});

export const linesRefused = counter('otelcol_receiver_refused_log_records_total', {
  labels: { receiver: any, transport: any },
  help: 'Log lines that came in and were not taken; those of files are read again.',
});

export const spansSent = counter('otelcol_exporter_sent_spans_total', {
  labels: { exporter: any },
  help: 'Spans that the next tier has taken.',
});

export const spansNotSent = counter('otelcol_exporter_send_failed_spans_total', {
  labels: { exporter: any },
  help: 'Spans that were given up: refused for good, or tried for too long.',
});

export const spansNotQueued = counter('otelcol_exporter_enqueue_failed_spans_total', {
  labels: { exporter: any },
  help: 'Spans for which the queue had no room.',
});

export const linesSent = counter('otelcol_exporter_sent_log_records_total', {
  labels: { exporter: any },
  help: 'Log lines that Loki has taken.',
});

export const linesNotSent = counter('otelcol_exporter_send_failed_log_records_total', {
  labels: { exporter: any },
  help: 'Log lines that were given up: refused for good.',
});

export const linesNotQueued = counter('otelcol_exporter_enqueue_failed_log_records_total', {
  labels: { exporter: any },
  help: 'Log lines for which the queue had no room.',
});

export const queueSize = gauge('otelcol_exporter_queue_size', {
  labels: { exporter: any, data_type: ['traces', 'logs'] },
  unit: 'bytes',
  help: 'What waits to be sent.',
});

export const queueCapacity = gauge('otelcol_exporter_queue_capacity', {
  labels: { exporter: any, data_type: ['traces', 'logs'] },
  unit: 'bytes',
  help: 'What may wait to be sent.',
});

export const backends = gauge('otelcol_loadbalancer_num_backends', {
  labels: { resolver: any },
  unit: 'count',
  help: 'Samplers that a gateway spreads traces over.',
});

export const backendOutcome = counter('otelcol_loadbalancer_backend_outcome_total', {
  // And `endpoint`, the sampler, which Prometheus renames, since the scrape has one.
  labels: { success: ['true', 'false'] },
  unit: 'requests',
  help: 'Batches sent to a sampler, by whether it took them.',
});

export const memory = gauge('otelcol_process_memory_rss_bytes', {
  unit: 'bytes',
  help: 'Memory of the process that is in RAM.',
});

export const uptime = counter('otelcol_process_uptime_seconds_total', {
  unit: 'seconds',
  help: 'Seconds since the process started.',
});
