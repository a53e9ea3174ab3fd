import { any, counter } from '../../promql';

// Only where OpenSearch is the store (Jaeger 2.13.0, internal/storage/elasticsearch).
const LABELS = {
  kind: any,
  name: any,
  role: any,
  otel_scope_name: any,
  otel_scope_schema_url: any,
  otel_scope_version: any,
} as const;

export const written = counter('jaeger_storage_bulk_index_inserts_total', {
  labels: LABELS,
  help: 'Documents that OpenSearch has taken.',
});

export const writesFailed = counter('jaeger_storage_bulk_index_errors_total', {
  labels: LABELS,
  help: 'Documents that OpenSearch has refused, after the span counted as stored.',
});
