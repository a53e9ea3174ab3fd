import { portOf } from '../port-of';
import { extension, processor, type Extension, type Processor, type Queue } from './pipeline/component';
import type { Component } from '../network/component';

/** The port of the health check, for the kubelet alone. */
export const COLLECTOR_HEALTH_PORT = 13133;

/**
 * The names of its own metrics: `otelcol_receiver_accepted_spans_total`, without labels about the library. Counters end in
 * `_total`, which 0.159 leaves out by default: of a rate of any other name, Prometheus remarks that it might be none. With it come units.
 */
const PLAIN = { without_type_suffix: false, without_units: false, without_scope_info: true };

/** How a collector 0.159 tells what it is and how it is: the name on its own metrics, where they are, JSON on its logs. */
export const telemetry = (component: Component) => ({
  resource: { 'service.name': component.name },
  metrics: {
    level: 'normal',
    readers: [
      { pull: { exporter: { prometheus: { ...PLAIN, host: '0.0.0.0', port: portOf(component, 'metrics') } } } },
    ],
  },
  logs: { level: 'info', encoding: 'json' },
});

/** Says to the kubelet that the collector runs. */
export const healthCheck = (): Extension => extension('health_check', { endpoint: everywhere(COLLECTOR_HEALTH_PORT) });

/** Refuses data, so that senders try again, before the kernel would kill the process. First in every pipeline. */
export const memoryLimiter = (): Processor => ({
  ...processor('memory_limiter', ['traces', 'metrics', 'logs'], {
    check_interval: '1s',
    limit_percentage: 80,
    spike_limit_percentage: 20,
  }),
  limitsMemory: true,
});

const MEBIBYTE = 2 ** 20;

/** In memory, and never waited for: whoever sends must not become slow because somebody further on is. */
export const IN_MEMORY: Queue = {
  enabled: true,
  sizer: 'bytes',
  queue_size: 32 * MEBIBYTE,
  num_consumers: 4,
  batch: { flush_timeout: '200ms', min_size: MEBIBYTE / 4, max_size: 2 * MEBIBYTE },
};

/** Takes OTLP over gRPC. */
export const otlpGrpc = (component: Component) => ({
  endpoint: everywhere(portOf(component, 'otlp-grpc')),
  // A client stays with the replica that it has found; now and then it looks again, so that new replicas get work.
  keepalive: { server_parameters: { max_connection_age: '2m', max_connection_age_grace: '10s' } },
});

/** Sends OTLP over gRPC to all replicas behind a headless Service in turn. @param host of the Service */
export const toReplicas = (host: string, port: number) => ({
  endpoint: `dns:///${host}:${port}`,
  balancer_name: 'round_robin',
  // Within the cluster, network policies say who may call.
  tls: { insecure: true },
});

/** Files in which queues and positions outlive the process; one that a crash has broken is put aside. */
export const fileStorage = (directory: string): Extension =>
  extension('file_storage', {
    directory,
    recreate: true,
    compaction: { on_start: true, on_rebound: true, directory, cleanup_on_start: true },
  });

export const everywhere = (port: number): string => `0.0.0.0:${port}`;
