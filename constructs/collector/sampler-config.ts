import { COLLECTOR_SAMPLER } from './component';
import { linkService } from './link-service';
import { fileStorage, healthCheck, memoryLimiter, otlpGrpc, telemetry, toReplicas } from './parts';
import { connector, exporter, receiver, type Exporter, type Extension } from './pipeline/component';
import { collectorConfig, type CollectorConfig } from './pipeline/config';
import { countAllSpans, countKeptSpans, spanMetricsExporter } from './span-metrics';
import { tailSampling } from './tail-sampling';

export interface SamplerConfigProps {
  /** The directory for traces that wait to be sent: on the persistent volume. */
  readonly statePath: string;
  /** How many bytes of traces may wait there. */
  readonly queueBytes: number;
  /** How many traces may wait in memory until it is decided whether they are kept. */
  readonly bufferedTraces: number;
  /** The Service of whoever stores traces: a host name, and the port for OTLP over gRPC. */
  readonly jaeger: { readonly host: string; readonly port: number };
}

const MEBIBYTE = 2 ** 20;

/**
 * The sampler, collector 0.159: has all spans of its traces, counts them, decides which traces are kept, and sends these to Jaeger.
 *
 * Spans come in through one pipeline, so that what the memory limiter refuses is neither counted nor kept, and the sender tries
 * again. A connector leads from it to those that wait for their decision: a processor in it would hold back what is counted.
 */
export function samplerConfig(props: SamplerConfigProps): CollectorConfig {
  const { statePath, queueBytes, bufferedTraces, jaeger } = props;
  const [all, kept, metrics] = [countAllSpans(), countKeptSpans(), spanMetricsExporter()];
  const counted = connector('forward/counted', 'traces', 'traces', {});
  return collectorConfig({
    name: COLLECTOR_SAMPLER.name,
    telemetry: telemetry(COLLECTOR_SAMPLER),
    extensions: [healthCheck()],
    pipelines: [
      {
        id: 'traces',
        receivers: [receiver('otlp', ['traces'], { protocols: { grpc: otlpGrpc(COLLECTOR_SAMPLER) } })],
        processors: [memoryLimiter()],
        exporters: [all, counted],
      },
      {
        id: 'traces/kept',
        receivers: [counted],
        processors: [tailSampling(bufferedTraces), linkService()],
        exporters: [kept, toJaeger(jaeger, fileStorage(statePath), queueBytes)],
      },
      { id: 'metrics/spans', receivers: [all], processors: [], exporters: [metrics] },
      { id: 'metrics/kept', receivers: [kept], processors: [], exporters: [metrics] },
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
