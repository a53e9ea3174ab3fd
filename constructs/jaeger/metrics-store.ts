import { OF_ALL_SPANS } from '../../telemetry/span-series';

/** The name of the store of metrics within a configuration. */
export const METRICS = 'prometheus';

/**
 * What the Monitor tab is drawn from: rates, errors and durations of every span, which samplers count before they sample. Jaeger
 * 2.13 makes the names of the series itself, `<namespace>_calls_total` and `<namespace>_duration_seconds_bucket`: by default without
 * endings, and in milliseconds.
 *
 * @param url of whatever answers PromQL
 */
export const metricsStore = (url: string) => ({
  [METRICS]: {
    prometheus: {
      endpoint: url,
      metric_namespace: OF_ALL_SPANS.namespace.replaceAll('.', '_'),
      latency_unit: 's',
      normalize_calls: true,
      normalize_duration: true,
    },
  },
});
