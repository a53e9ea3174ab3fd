import type { Construct } from 'constructs';
import { onlyMetrics, type Relabeling } from '../prometheus/relabelings';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { API_SERVER_BUCKETS_LEFT_OUT, API_SERVER_METRICS } from './kept-metrics';
import { API_SERVER_SERVICE } from './services';

export interface ApiServerMonitorProps {
  /** The monitor's namespace: the one in which our operator looks. */
  readonly namespace: string;
  /** A Prometheus duration. */
  readonly interval: string;
}

const COARSE_BUCKETS: Relabeling = {
  action: 'drop',
  sourceLabels: ['__name__', 'le'],
  regex: API_SERVER_BUCKETS_LEFT_OUT,
};

/** Every API server, verified by the cluster's CA. Its job is `apiserver`, as public dashboards have it. */
export class ApiServerMonitor extends ServiceMonitor {
  constructor(scope: Construct, id: string, { namespace, interval }: ApiServerMonitorProps) {
    super(scope, id, {
      name: 'kube-apiserver',
      namespace,
      serviceNamespace: API_SERVER_SERVICE.namespace,
      selector: API_SERVER_SERVICE.labels,
      jobLabel: 'component',
      port: 'https',
      interval,
      // The certificate is for names as well as for addresses; this one is in all.
      tls: { verified: true, serverName: 'kubernetes' },
      metricRelabelings: [onlyMetrics(API_SERVER_METRICS), COARSE_BUCKETS],
    });
  }
}
