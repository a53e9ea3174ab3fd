import { COLLECTOR_GATEWAY } from './component';
import { healthCheck, IN_MEMORY, memoryLimiter, otlpGrpc, telemetry } from './parts';
import { exporter, receiver, type Exporter } from './pipeline/component';
import { collectorConfig, type CollectorConfig } from './pipeline/config';

export interface GatewayConfigProps {
  /** The headless Service of the samplers: a host name that resolves to all of them, and the port for OTLP over gRPC. */
  readonly samplers: { readonly host: string; readonly port: number };
}

/**
 * The gateway, collector 0.159: sends all spans of a trace to the same sampler, whichever agent and gateway they came through.
 *
 * The samplers are found by DNS, which needs no token for the Kubernetes API. Queue and retries are those of each sampler: tried
 * again for all of them, a batch that one sampler has not taken would reach the others twice, and its spans be counted twice.
 */
export function gatewayConfig({ samplers }: GatewayConfigProps): CollectorConfig {
  return collectorConfig({
    name: COLLECTOR_GATEWAY.name,
    telemetry: telemetry(COLLECTOR_GATEWAY),
    extensions: [healthCheck()],
    pipelines: [
      {
        id: 'traces',
        receivers: [receiver('otlp', ['traces'], { protocols: { grpc: otlpGrpc(COLLECTOR_GATEWAY) } })],
        processors: [memoryLimiter()],
        exporters: [toSamplers(samplers)],
      },
    ],
  });
}

const toSamplers = ({ host, port }: GatewayConfigProps['samplers']): Exporter =>
  exporter(
    'load_balancing',
    ['traces'],
    {},
    {
      queue: IN_MEMORY,
      retry: { enabled: true, initial_interval: '1s', max_interval: '5s', max_elapsed_time: '30s' },
    },
    (sending) => ({
      routing_key: 'traceID',
      resolver: { dns: { hostname: host, port: String(port), interval: '5s', timeout: '2s' } },
      protocol: { otlp: { tls: { insecure: true }, timeout: '5s', ...sending } },
    }),
  );
