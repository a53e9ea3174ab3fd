import { JAEGER_QUERY } from './component';
import type { OpenSearch } from './open-search';
import { metricsStore } from './metrics-store';
import { healthCheck, query, telemetry } from './parts';
import { STORE, storeConfig } from './store-config';

/**
 * Jaeger 2.13 that reads spans from OpenSearch and shows them.
 * @param retentionDays how long spans are kept, and how far back it looks
 * @param metricsUrl of whoever answers PromQL
 */
export function jaegerQueryConfig(openSearch: OpenSearch, retentionDays: number, metricsUrl: string) {
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
      // The collector framework wants a pipeline, and this one has nothing to do.
      pipelines: { traces: { receivers: ['nop'], exporters: ['nop'] } },
      telemetry: telemetry(JAEGER_QUERY),
    },
    extensions: {
      jaeger_storage: { ...storeConfig(openSearch, retentionDays), metric_backends: metricsStore(metricsUrl) },
      jaeger_query: query(JAEGER_QUERY, STORE),
      healthcheckv2: healthCheck(),
    },
    receivers: { nop: {} },
    exporters: { nop: {} },
  };
}
