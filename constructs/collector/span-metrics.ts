import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { COLLECTOR_SAMPLER } from './component';
import { everywhere } from './parts';
import { connector, fetchedFrom, type Connector, type Exporter } from './pipeline/component';

/** The Service of the metrics of spans, and so the job of their series: not that of what a collector tells of itself. */
const SERVICE = 'span-metrics';
const PORT = 'span-metrics';

/** Upper bounds in milliseconds. The promise of the wafer map (1.2 s) and its critical line (4 s) are among them. */
const BOUNDS = [5, 10, 25, 50, 100, 250, 500, 800, 1200, 2000, 3000, 4000, 5000, 7500, 10_000];

/** A span that is seen no more for so long is counted no more; a service that is used once an hour keeps its series. */
const EXPIRES = '2h';

/**
 * Collector 0.159: `traces_span_metrics_calls_total` and `traces_span_metrics_duration_seconds` by service, name, kind and status.
 * The replicas of a service are added up, so that restarts multiply nothing.
 */
export const spanMetricsConnector = (): Connector =>
  connector('span_metrics', 'traces', 'metrics', {
    namespace: 'traces.span.metrics',
    histogram: { unit: 's', explicit: { buckets: BOUNDS.map((bound) => `${bound}ms`) } },
    resource_metrics_key_attributes: ['service.name'],
    // Beyond it, spans are counted under `otel_metric_overflow` instead of in series of their own.
    aggregation_cardinality_limit: 10_000,
    metrics_flush_interval: '15s',
    metrics_expiration: EXPIRES,
  });

export const spanMetricsExporter = (): Exporter =>
  fetchedFrom('prometheus/spans', ['metrics'], {
    endpoint: everywhere(portOf(COLLECTOR_SAMPLER, PORT)),
    metric_expiration: EXPIRES,
    without_scope_info: true,
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
    metricRelabelings: [
      // Of the first replica of a service that was seen, and of the process that counts: neither says anything of the span.
      { action: 'labeldrop', regex: 'exported_(job|instance)|collector_instance_id' },
      { action: 'drop', sourceLabels: ['__name__'], regex: 'target_info' },
    ],
  });
}
