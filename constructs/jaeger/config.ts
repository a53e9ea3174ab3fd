import { portOf } from '../port-of';
import { JAEGER_COMPONENT } from './component';
import { metricsStore } from './metrics-store';
import { everywhere, healthCheck, memoryLimiter, query, storing, telemetry } from './parts';

/** What an environment decides about Jaeger's configuration. */
export interface JaegerConfigProps {
  /** How long spans are kept, in days; badger forgets older ones. */
  readonly retentionDays: number;
  /** The directory of the persistent volume. */
  readonly dataPath: string;
  /** Whoever answers PromQL. */
  readonly metricsUrl: string;
}

const STORE = 'badger';

/**
 * Jaeger 2.13 (an OpenTelemetry collector with Jaeger's extensions) as one process that receives, stores and shows traces.
 * What is kept has been decided before, by the collectors: nothing is sampled here.
 */
export function jaegerConfig(props: JaegerConfigProps) {
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
      telemetry: telemetry(JAEGER_COMPONENT),
    },
    extensions: {
      jaeger_storage: {
        backends: { [STORE]: { badger: badger(props) } },
        metric_backends: metricsStore(props.metricsUrl),
      },
      jaeger_query: query(JAEGER_COMPONENT, STORE),
      healthcheckv2: healthCheck(),
    },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: everywhere(portOf(JAEGER_COMPONENT, 'otlp-grpc')) },
          http: { endpoint: everywhere(portOf(JAEGER_COMPONENT, 'otlp-http')) },
        },
      },
    },
    processors: { memory_limiter: memoryLimiter() },
    exporters: { jaeger_storage_exporter: storing(STORE) },
  };
}

function badger({ retentionDays, dataPath }: JaegerConfigProps) {
  return {
    directories: { keys: `${dataPath}/keys`, values: `${dataPath}/values` },
    ephemeral: false,
    // Go durations know no days.
    ttl: { spans: `${retentionDays * 24}h` },
  };
}
