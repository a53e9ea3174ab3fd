import { portOf } from '../port-of';
import type { Component } from '../network/component';
import { METRICS } from './metrics-store';
import { CONFIG_PATH, JAEGER_HEALTH_PORT } from './pod';
import { UI_FILE } from './ui';

/** How one Jaeger tells what it is and how it is: the name on its own metrics, where they are, JSON on its logs. */
export const telemetry = (component: Component) => ({
  resource: { 'service.name': component.name },
  metrics: {
    level: 'normal',
    readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: portOf(component, 'metrics') } } } }],
  },
  logs: { level: 'info', encoding: 'json' },
});

export const healthCheck = () => ({ use_v2: true, http: { endpoint: everywhere(JAEGER_HEALTH_PORT) } });

/** Refuses spans, so that senders try again, before the kernel would kill the process. */
export const memoryLimiter = () => ({ check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 });

/**
 * Writes spans before it says that it has them (exporter `jaeger_storage_exporter`, 2.13, which has neither a queue nor retries by
 * default). A batch processor before it, or a queue, would say so at once, and lose what cannot be written: whoever sends has a
 * queue on a disk, and sends in batches.
 */
export const storing = (store: string) => ({ trace_storage: store });

/** The user interface and its API over a store of traces, and that of metrics. */
export const query = (component: Component, store: string) => ({
  storage: { traces: store, metrics: METRICS },
  ui: { config_file: `${CONFIG_PATH}/${UI_FILE}` },
  http: { endpoint: everywhere(portOf(component, 'query')) },
  // Nobody asks over gRPC; without this it would listen on every interface.
  grpc: { endpoint: '127.0.0.1:16685' },
  // Otherwise every look at a trace would leave a trace.
  enable_tracing: false,
});

export const everywhere = (port: number): string => `0.0.0.0:${port}`;
