import { COLLECTOR_GATEWAY } from './component';
import { healthCheck, memoryLimiter, otlpGrpc, telemetry } from './parts';

export interface GatewayConfigProps {
  /** The headless Service of the samplers: a host name that resolves to all of them, and the port for OTLP over gRPC. */
  readonly samplers: { readonly host: string; readonly port: number };
}

const MEBIBYTE = 2 ** 20;

/**
 * The gateway, collector 0.159: sends all spans of a trace to the same sampler, whichever agent and gateway they came through.
 *
 * The samplers are found by DNS, which needs no token for the Kubernetes API. Queue and retries are those of each sampler: tried
 * again for all of them, a batch that one sampler has not taken would reach the others twice, and its spans be counted twice.
 */
export function gatewayConfig({ samplers }: GatewayConfigProps) {
  return {
    service: {
      extensions: ['health_check'],
      pipelines: {
        traces: { receivers: ['otlp'], processors: ['memory_limiter'], exporters: ['load_balancing'] },
      },
      telemetry: telemetry(COLLECTOR_GATEWAY),
    },
    extensions: { health_check: healthCheck() },
    receivers: { otlp: { protocols: { grpc: otlpGrpc(COLLECTOR_GATEWAY) } } },
    processors: { memory_limiter: memoryLimiter() },
    exporters: {
      load_balancing: {
        routing_key: 'traceID',
        resolver: {
          dns: { hostname: samplers.host, port: String(samplers.port), interval: '5s', timeout: '2s' },
        },
        protocol: {
          otlp: {
            tls: { insecure: true },
            timeout: '5s',
            sending_queue: {
              enabled: true,
              sizer: 'bytes',
              queue_size: 32 * MEBIBYTE,
              num_consumers: 4,
              batch: { flush_timeout: '200ms', min_size: MEBIBYTE / 4, max_size: 2 * MEBIBYTE },
            },
            retry_on_failure: { enabled: true, initial_interval: '1s', max_interval: '5s', max_elapsed_time: '30s' },
          },
        },
      },
    },
  };
}
