import { WORKLOADS } from '../workloads';
import { fabUrls, type Environment } from './environment';

/** The fab in us-west-2. */
export const prodUsWest2: Environment = {
  name: 'prod-us-west-2',
  region: 'us-west-2',
  urls: fabUrls('prod-us-west-2'),
  scrapeInterval: '15s',
  retention: { metrics: 35, logs: 31, traces: 7 },
  sizes: {
    operator: { resources: { requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '500m', memory: '400Mi' } } },
    prometheus: {
      replicas: 2,
      resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { cpu: '4', memory: '16Gi' } },
      volume: '200Gi',
      // Less than the volume: the write-ahead log and a compaction in progress come on top.
      retentionSize: '160GiB',
    },
    alertmanager: {
      replicas: 3,
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
      volume: '5Gi',
    },
    grafana: {
      resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '2', memory: '1Gi' } },
      volume: '10Gi',
    },
    loki: {
      resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '4', memory: '8Gi' } },
      volume: '500Gi',
    },
    jaeger: {
      resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '2', memory: '8Gi' } },
      volume: '200Gi',
    },
  },
  workloads: WORKLOADS,
  overrides: [],
};
