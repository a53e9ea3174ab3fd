import { COLLECTOR_SAMPLER } from './component';
import { fileStorage, healthCheck, memoryLimiter, otlpGrpc, telemetry, toReplicas } from './parts';
import { exporter, receiver, type Exporter, type Extension } from './pipeline/component';
import { collectorConfig, type CollectorConfig } from './pipeline/config';
import { spanMetricsConnector, spanMetricsExporter } from './span-metrics';

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
export function samplerConfig({ statePath, queueBytes, jaeger }: SamplerConfigProps): CollectorConfig {
  const counted = spanMetricsConnector();
  return collectorConfig({
    name: COLLECTOR_SAMPLER.name,
    telemetry: telemetry(COLLECTOR_SAMPLER),
    extensions: [healthCheck()],
    pipelines: [
      {
        // One for both, so that what the memory limiter refuses is neither counted nor kept, and the sender tries again.
        id: 'traces',
        receivers: [receiver('otlp', ['traces'], { protocols: { grpc: otlpGrpc(COLLECTOR_SAMPLER) } })],
        processors: [memoryLimiter()],
        exporters: [counted, toJaeger(jaeger, fileStorage(statePath), queueBytes)],
      },
      { id: 'metrics/spans', receivers: [counted], processors: [], exporters: [spanMetricsExporter()] },
    ],
  });
}

const toJaeger = ({ host, port }: SamplerConfigProps['jaeger'], files: Extension, queueBytes: number): Exporter =>
  exporter('otlp_grpc/jaeger', ['traces'], toReplicas(host, port), {
    // On the disk, for as long as Jaeger or its store is away.
    storage: files,
    queue: {
      enabled: true,
      sizer: 'bytes',
      queue_size: queueBytes,
      num_consumers: 4,
      batch: { flush_timeout: '1s', min_size: MEBIBYTE / 2, max_size: 2 * MEBIBYTE },
    },
    retry: { enabled: true, initial_interval: '1s', max_interval: '30s', max_elapsed_time: '0s' },
  });
