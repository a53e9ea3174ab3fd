/** What an environment decides about Jaeger's configuration. */
export interface JaegerConfigProps {
  /** How long spans are kept, in days; badger forgets older ones. */
  readonly retentionDays: number;
  /** The directory of the persistent volume. */
  readonly dataPath: string;
}

/** The ports that others reach, by the name that the Service gives them. */
export const JAEGER_PORTS = { 'otlp-grpc': 4317, 'otlp-http': 4318, query: 16686, metrics: 8888 } as const;

/** The port of the health check, for the kubelet alone. */
export const JAEGER_HEALTH_PORT = 13133;

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
          processors: ['memory_limiter', 'batch'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
      telemetry: telemetry(),
    },
    extensions: {
      jaeger_storage: { backends: { [STORE]: { badger: badger(props) } } },
      jaeger_query: {
        storage: { traces: STORE },
        http: { endpoint: everywhere(JAEGER_PORTS.query) },
        // Nobody asks over gRPC; without this it would listen on every interface.
        grpc: { endpoint: '127.0.0.1:16685' },
        // Otherwise every look at a trace would leave a trace.
        enable_tracing: false,
      },
      healthcheckv2: { use_v2: true, http: { endpoint: everywhere(JAEGER_HEALTH_PORT) } },
    },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: everywhere(JAEGER_PORTS['otlp-grpc']) },
          http: { endpoint: everywhere(JAEGER_PORTS['otlp-http']) },
        },
      },
    },
    processors: {
      // Refuses spans, so that senders try again, before the kernel would kill the process.
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
      batch: {},
    },
    exporters: { jaeger_storage_exporter: { trace_storage: STORE } },
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

function telemetry() {
  return {
    resource: { 'service.name': 'jaeger' },
    metrics: {
      level: 'normal',
      readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: JAEGER_PORTS.metrics } } } }],
    },
    logs: { level: 'info', encoding: 'json' },
  };
}

function everywhere(port: number): string {
  return `0.0.0.0:${port}`;
}
