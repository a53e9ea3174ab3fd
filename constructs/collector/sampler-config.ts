import { COLLECTOR_SAMPLER } from './component';
import { fileStorage, healthCheck, memoryLimiter, otlpGrpc, telemetry, toReplicas } from './parts';
import { SPAN_METRICS, SPAN_METRICS_EXPORTER, spanMetricsConnector, spanMetricsExporter } from './span-metrics';

export interface SamplerConfigProps {
  /** The directory for traces that wait to be sent: on the persistent volume. */
  readonly statePath: string;
  /** How many bytes of traces may wait there. */
  readonly queueBytes: number;
  /** The Service of whoever stores traces: a host name, and the port for OTLP over gRPC. */
  readonly jaeger: { readonly host: string; readonly port: number };
}

const MEBIBYTE = 2 ** 20;

/** The sampler, collector 0.159: has all spans of its traces, counts them, and sends what is to be kept to Jaeger. */
export function samplerConfig({ statePath, queueBytes, jaeger }: SamplerConfigProps) {
  return {
    service: {
      extensions: ['file_storage', 'health_check'],
      pipelines: {
        // One for both, so that what the memory limiter refuses is neither counted nor kept, and the sender tries again.
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter'],
          exporters: [SPAN_METRICS, 'otlp_grpc/jaeger'],
        },
        'metrics/spans': { receivers: [SPAN_METRICS], exporters: [SPAN_METRICS_EXPORTER] },
      },
      telemetry: telemetry(COLLECTOR_SAMPLER),
    },
    extensions: { file_storage: fileStorage(statePath), health_check: healthCheck() },
    receivers: { otlp: { protocols: { grpc: otlpGrpc(COLLECTOR_SAMPLER) } } },
    processors: { memory_limiter: memoryLimiter() },
    connectors: { [SPAN_METRICS]: spanMetricsConnector() },
    exporters: {
      [SPAN_METRICS_EXPORTER]: spanMetricsExporter(),
      'otlp_grpc/jaeger': {
        ...toReplicas(jaeger.host, jaeger.port),
        // On the disk, for as long as Jaeger or its store is away.
        sending_queue: {
          enabled: true,
          storage: 'file_storage',
          sizer: 'bytes',
          queue_size: queueBytes,
          num_consumers: 4,
          batch: { flush_timeout: '1s', min_size: MEBIBYTE / 2, max_size: 2 * MEBIBYTE },
        },
        retry_on_failure: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: '0s' },
      },
    },
  };
}
