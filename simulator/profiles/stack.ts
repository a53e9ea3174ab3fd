import { SAMPLING } from '../../telemetry/sampling';
import * as am from '../../workloads/alertmanager/metrics';
import * as amCluster from '../../workloads/alertmanager/cluster-metrics';
import * as collectors from '../../workloads/collector/metrics';
import * as sampling from '../../workloads/collector/sampling-metrics';
import * as jaegerBulk from '../../workloads/jaeger/bulk-metrics';
import * as traces from '../../workloads/jaeger/metrics';
import * as logs from '../../workloads/loki/metrics';
import * as logRules from '../../workloads/loki/rules';
import * as operator from '../../workloads/prometheus-operator/metrics';
import * as past from '../../workloads/thanos/metrics';
import { troubled } from './troubled';

const FAULTS = ['500', '503', 'error', 'err'] as const;

/** What happened last has just happened. */
const justNow = Math.floor;
/** Long ago. */
const LONG_AGO = 1;

export const alertmanager = troubled({
  values: { integration: ['pagerduty', 'slack'] },
  never: [am.notificationsFailed, am.invalidAlerts, am.silenceErrors, am.logErrors],
  levels: [
    [am.configReloaded, 1, 0],
    [amCluster.members, 2, 1],
    [amCluster.health, 0, 9],
    [am.silences, 3, 90],
    [am.alerts, 3, 90],
    // Each replica has a number of its own by default, as if their configurations differed.
    [am.configHash, 4, undefined],
  ],
});

export const grafana = troubled({
  values: {
    status_code: ['200', '500'],
    handler: ['/api/ds/query'],
    method: ['POST'],
    plugin_id: ['loki', 'prometheus'],
  },
  faults: FAULTS,
});

export const loki = troubled({
  values: {
    route: ['otlp_v1_logs', 'loki_api_v1_query_range'],
    status_code: ['204', '500'],
    method: ['POST'],
    reason: ['rate_limited'],
    name: ['ingester', 'compactor'],
    tenant: ['fake'],
    format: ['otlp'],
    policy: ['default'],
    is_internal_stream: ['false'],
    retention_hours: ['744'],
    userAgent: ['agent'],
  },
  faults: FAULTS,
  never: [
    logs.linesDiscarded,
    logs.flushFailures,
    logs.fullDisk,
    logs.checkpointsFailed,
    logs.panics,
    logRules.evaluationsFailed,
    logRules.evaluationsMissed,
    logRules.alertsDropped,
  ],
  levels: [[logRules.alertmanagersKnown, 3, 0]],
  // Lines that are hours old.
  paces: [[logs.lagMilliseconds, 10_000_000]],
  levelOf: ({ name }, { state }, isWell) => {
    if (name === logs.ringMembers.spec.name) return state === 'Unhealthy' && isWell ? 0 : 2;
    if (name === logs.compacted.spec.name || name === logs.retentionApplied.spec.name)
      return isWell ? justNow : LONG_AGO;
    return name === logs.compactorRunning.spec.name ? (isWell ? 1 : 0) : undefined;
  },
});

const ONE_SCOPE = { otel_scope_name: ['x'], otel_scope_schema_url: ['x'], otel_scope_version: ['x'] } as const;

export const jaeger = troubled({
  values: {
    ...ONE_SCOPE,
    kind: ['opensearch'],
    name: ['opensearch'],
    role: ['tracestore'],
    operation: ['find_traces'],
  },
  faults: FAULTS,
  never: [traces.spansNotStored, traces.spansRefused, jaegerBulk.writesFailed],
});

export const collector = troubled({
  values: {
    exporter: ['otlp_http/loki', 'otlp_grpc/gateway'],
    receiver: ['otlp'],
    transport: ['grpc'],
    server_address: ['x'],
    server_port: ['1'],
    url_path: ['/v1'],
    resolver: ['dns'],
    policy: SAMPLING.map(({ name }) => name),
  },
  never: [
    sampling.tracesDroppedEarly,
    collectors.spansRefused,
    collectors.linesRefused,
    collectors.spansNotSent,
    collectors.spansNotQueued,
    collectors.linesNotSent,
    collectors.linesNotQueued,
  ],
  levels: [
    [collectors.queueSize, 1000, 90_000],
    [collectors.queueCapacity, 100_000, 100_000],
    [collectors.backends, 3, 0],
    [sampling.tracesWaiting, 3000, 60_000],
  ],
});

export const thanos = troubled({
  values: {
    code: ['200', '500'],
    handler: ['query'],
    method: ['get'],
    tenant: ['default-tenant'],
    bucket: ['b'],
    external_labels: ['{}'],
  },
  faults: FAULTS,
  never: [
    past.bucketFailures,
    past.uploadFailures,
    past.cleanupFailures,
    past.collectionFailures,
    past.blockLoadFailures,
  ],
  paces: [[past.iterations, 0]],
  levelOf: ({ name }, _, isWell) => {
    if (name === past.lastUpload.spec.name) return isWell ? justNow : LONG_AGO;
    if (name === past.halted.spec.name) return isWell ? 0 : 1;
    return name === past.storesKnown.spec.name ? (isWell ? 2 : 0) : undefined;
  },
});

export const prometheusOperator = troubled({
  values: { resource: ['PrometheusRule', 'ServiceMonitor'] },
  never: [operator.reconciliationErrors, operator.listsFailed, operator.watchesFailed],
  levels: [[operator.ready, 1, 0]],
  levelOf: (_, { state, status }, isWell) =>
    state === 'rejected' || status === 'failed' ? (isWell ? 0 : 1) : undefined,
});
