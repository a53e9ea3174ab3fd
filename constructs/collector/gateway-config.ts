import { COLLECTOR_GATEWAY } from './component';
import { healthCheck, IN_MEMORY, memoryLimiter, otlpGrpc, telemetry } from './parts';
import { exporter, receiver, type Exporter, type Retry } from './pipeline/component';
import { collectorConfig, type CollectorConfig } from './pipeline/config';

export interface GatewayConfigProps {
  /** The headless Service of the samplers: a host name that resolves to all of them, and the port for OTLP over gRPC. */
  readonly samplers: { readonly host: string; readonly port: number };
  /** How many bytes of spans may wait in memory. */
  readonly queueBytes: number;
}

/** The samplers are found by DNS, which needs no token for the Kubernetes API. */
export function gatewayConfig({ samplers, queueBytes }: GatewayConfigProps): CollectorConfig {
  return collectorConfig({
    name: COLLECTOR_GATEWAY.name,
    telemetry: telemetry(COLLECTOR_GATEWAY),
    extensions: [healthCheck()],
    pipelines: [
      {
        id: 'traces',
        receivers: [receiver('otlp', ['traces'], { protocols: { grpc: otlpGrpc(COLLECTOR_GATEWAY) } })],
        processors: [memoryLimiter()],
        exporters: [toSamplers(samplers, queueBytes)],
      },
    ],
  });
}

/** Longer than a sampler takes to start again. After it, the spans are counted as failed. */
const RETRY: Retry = { enabled: true, initial_interval: '1s', max_interval: '5s', max_elapsed_time: '60s' };

/**
 * Sends all spans of a trace to the same sampler, whichever agent and gateway they came through (exporter `load_balancing` 0.159).
 *
 * Retries are those for one sampler: tried again for all of them, a batch that one sampler has not taken would reach the others
 * twice, and its spans be counted twice. The queue is the one before all of them: what a sampler’s own would drop, or refuse when
 * it is full, nothing counts, and the agent would send all of it again. So a sampler that is away holds the others up, and spans
 * wait here and at the agents; of a batch that is given up all spans are counted, those among them that other samplers have taken.
 */
const toSamplers = ({ host, port }: GatewayConfigProps['samplers'], queueBytes: number): Exporter => {
  const how = { queue: { ...IN_MEMORY, queue_size: queueBytes }, retry: RETRY };
  return exporter('load_balancing', ['traces'], {}, how, ({ sending_queue, retry_on_failure }) => ({
    routing_key: 'traceID',
    resolver: { dns: { hostname: host, port: String(port), interval: '5s', timeout: '2s' } },
    // More than all attempts for one sampler take: 5 s by default, after which they would end.
    timeout: '75s',
    sending_queue,
    protocol: {
      otlp: { tls: { insecure: true }, timeout: '5s', sending_queue: { enabled: false }, retry_on_failure },
    },
  }));
};
