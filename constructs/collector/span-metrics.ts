import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labelOf } from '../../telemetry/attribute';
import { SERVICE_NAME } from '../../telemetry/attributes';
import { MOST_SERIES_OF_SERVICE, OF_ALL_SPANS, OF_KEPT_SPANS } from '../../telemetry/span-series';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import { servicePorts } from '../ports';
import type { Relabeling } from '../prometheus/relabelings';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { COLLECTOR_SAMPLER } from './component';
import { everywhere } from './parts';
import { connector, fetchedFrom, type Connector, type Exporter } from './pipeline/component';

/** The Service of the metrics of spans, and so the job of their series: not that of what a collector tells of itself. */
const SERVICE = 'span-metrics';
const PORT = 'span-metrics';

/** What is common to both connectors (0.159): by service, name, kind and status. */
const connectorOf = (series: typeof OF_ALL_SPANS | typeof OF_KEPT_SPANS, expires: string) => ({
  namespace: series.namespace,
  histogram: { unit: 's', explicit: { buckets: series.bounds.map((bound) => `${bound * 1000}ms`) } },
  // The replicas of a service are added up, so that restarts multiply nothing. The process that counts is in the labels of the scrape.
  resource_metrics_key_attributes: [SERVICE_NAME.name],
  exclude_dimensions: ['collector.instance.id'],
  // Of each service, for the connector counts them apart. Beyond it, spans are counted under `otel_metric_overflow`.
  aggregation_cardinality_limit: MOST_SERIES_OF_SERVICE,
  metrics_expiration: expires,
  series_expiration: expires,
});

/** Of every span: `traces_span_metrics_calls_total` and `traces_span_metrics_duration_seconds`. */
export const countAllSpans = (): Connector =>
  connector('span_metrics', 'traces', 'metrics', {
    // A service that is used once an hour keeps its series.
    ...connectorOf(OF_ALL_SPANS, '2h'),
    metrics_flush_interval: '15s',
  });

/**
 * Of the spans of traces that are kept: `traces_sampled_duration_seconds`, each bucket with a trace as its exemplar. Collected for
 * a minute, since what Prometheus has room for is shared by all: more often would be less far back.
 */
export const countKeptSpans = (): Connector =>
  connector('span_metrics/kept', 'traces', 'metrics', {
    ...connectorOf(OF_KEPT_SPANS, '10m'),
    metrics_flush_interval: '60s',
    // The last in each bucket is what is shown; fewer than come in a minute would be the first, whatever their duration.
    exemplars: { enabled: true, max_per_data_point: 100 },
  });

export const spanMetricsExporter = (): Exporter =>
  fetchedFrom('prometheus/spans', ['metrics'], {
    endpoint: everywhere(portOf(COLLECTOR_SAMPLER, PORT)),
    // The connectors say everything again with each flush and forget what has expired: kept longer here, a service that comes
    // back would have the series of both its replicas for a while, which are one to Prometheus.
    metric_expiration: '2m',
    without_scope_info: true,
    // The one format of text that has exemplars, for a Prometheus that asks for it.
    enable_open_metrics: true,
  });

/** How what samplers count is scraped. Samplers count before they sample, and all spans of a trace come to the same one. */
export function spanMetricsScrape(scope: Construct, namespace: string, interval: string): void {
  const labels = { 'app.kubernetes.io/name': SERVICE };
  new k8s.KubeService(scope, 'span-metrics', {
    metadata: metadata({ name: SERVICE, namespace }),
    spec: {
      type: 'ClusterIP',
      selector: COLLECTOR_SAMPLER.pods,
      ports: servicePorts({ [PORT]: portOf(COLLECTOR_SAMPLER, PORT) }),
    },
  });
  new ServiceMonitor(scope, 'span-metrics-monitor', {
    name: SERVICE,
    namespace,
    component: COLLECTOR_SAMPLER.name,
    serviceNamespace: namespace,
    selector: labels,
    port: PORT,
    interval,
    metricRelabelings: RELABELINGS,
  });
}

const RELABELINGS: readonly Relabeling[] = [
  // What is beyond the limit of a service has no label of its own that says whose it is.
  {
    action: 'replace',
    sourceLabels: ['otel_metric_overflow', 'exported_job'],
    regex: 'true;(?:.*/)?([^/]+)',
    targetLabel: labelOf(SERVICE_NAME),
    replacement: '$1',
  },
  // Of the first replica of a service that was seen: it says nothing of the span.
  { action: 'labeldrop', regex: 'exported_(job|instance)' },
  // What is kept is counted by nobody; exemplars are those of the histogram.
  { action: 'drop', sourceLabels: ['__name__'], regex: `target_info|${OF_KEPT_SPANS.calls}` },
];
