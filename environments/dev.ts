import { drop, override, warnOnly } from '../signals';
import { WORKLOADS } from '../workloads';
import { answers, speed } from '../workloads/yield-predictor/objectives';
import { errorRatio, latencyP95, latencyP99, targets } from '../workloads/yield-predictor/service';
import { modelAccuracy } from '../workloads/yield-predictor/quality';
import { challengerLead } from '../workloads/yield-predictor/versions';
import { fabUrls, type Environment } from './environment';

/** One of everything, on small volumes. Metrics are kept as long as anywhere, for objectives need the time; their size is bounded. */
export const dev: Environment = {
  name: 'dev',
  region: 'us-west-2',
  urls: fabUrls('dev'),
  scrapeInterval: '30s',
  retention: { metrics: 35, logs: 31, traces: 7 },
  sizes: {
    operator: { resources: { requests: { cpu: '50m', memory: '100Mi' }, limits: { cpu: '500m', memory: '200Mi' } } },
    prometheus: {
      replicas: 1,
      resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } },
      volume: '20Gi',
      // Less than the volume: the write-ahead log and a compaction in progress come on top.
      retentionSize: '16GiB',
    },
    alertmanager: {
      replicas: 1,
      resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
      volume: '1Gi',
    },
    grafana: {
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      volume: '1Gi',
    },
    loki: {
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      volume: '20Gi',
    },
    jaeger: {
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
      volume: '10Gi',
    },
  },
  workloads: WORKLOADS,
  // Nobody is woken by dev: what would page is a warning there, or leaves it to the warning that there is already.
  overrides: [
    override(errorRatio, 'critical', { severity: 'warning' }),
    override(latencyP99, 'critical', { severity: 'warning' }),
    override(challengerLead, 'critical', { severity: 'warning' }),
    drop(latencyP95, 'critical'),
    drop(modelAccuracy, 'critical'),
    // With one replica, some targets down are all of them.
    drop(targets, 'warning'),
    override(targets, 'critical', { severity: 'warning' }),
    warnOnly(answers),
    warnOnly(speed),
  ],
};
