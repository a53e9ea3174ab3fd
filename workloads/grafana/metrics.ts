import { any, counter, histogram } from '../../promql';

// Names, labels and meaning as in Grafana 13.1: pkg/middleware/request_metrics.go,
// pkg/services/pluginsintegration/clientmiddleware/metrics_middleware.go. Labels beyond these are not
// asked for; `endpoint` among them, which Prometheus renames, since the scrape has one.

export const requests = histogram('grafana_http_request_duration_seconds', {
  labels: { handler: any, status_code: any, method: any },
  unit: 'seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  help: 'Time from request to answer, by route and status.',
});

export const dataSourceRequests = counter('grafana_plugin_request_total', {
  labels: { plugin_id: any, status: ['ok', 'cancelled', 'error'] },
  unit: 'requests',
  help: 'Requests to data sources, by kind and status.',
});

export const dataSourceTime = histogram('grafana_plugin_request_duration_seconds', {
  labels: { plugin_id: any, status: ['ok', 'cancelled', 'error'] },
  unit: 'seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
  help: 'Time until a data source has answered.',
});
