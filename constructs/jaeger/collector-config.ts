import { portOf } from '../port-of';
import { JAEGER_COLLECTOR } from './component';
import type { OpenSearch } from './open-search';
import { everywhere, healthCheck, memoryLimiter, storing, telemetry } from './parts';
import { STORE, storeConfig } from './store-config';

/** Jaeger 2.13 that writes spans to OpenSearch and does nothing else. @param retentionDays how long spans are kept */
export function jaegerCollectorConfig(openSearch: OpenSearch, retentionDays: number) {
  return {
    service: {
      extensions: ['jaeger_storage', 'healthcheckv2'],
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
      telemetry: telemetry(JAEGER_COLLECTOR),
    },
    extensions: { jaeger_storage: storeConfig(openSearch, retentionDays), healthcheckv2: healthCheck() },
    receivers: {
      otlp: {
        protocols: {
          grpc: {
            endpoint: everywhere(portOf(JAEGER_COLLECTOR, 'otlp-grpc')),
            // A client stays with the replica that it has found; now and then it looks again, so that new replicas get work.
            keepalive: { server_parameters: { max_connection_age: '2m', max_connection_age_grace: '10s' } },
          },
        },
      },
    },
    processors: { memory_limiter: memoryLimiter() },
    exporters: { jaeger_storage_exporter: storing(STORE) },
  };
}
