import { component } from '../network/component';

/** All of Jaeger in one pod, with badger on a volume. */
export const JAEGER_COMPONENT = component('jaeger', {
  'otlp-grpc': 4317,
  'otlp-http': 4318,
  query: 16686,
  metrics: 8888,
});

/** Jaeger in parts, with its spans in OpenSearch: what writes, what reads, and what throws away. */
export const JAEGER_COLLECTOR = component('jaeger-collector', { 'otlp-grpc': 4317, metrics: 8888 });
export const JAEGER_QUERY = component('jaeger-query', { query: 16686, metrics: 8888 });
export const JAEGER_INDEX_CLEANER = component('jaeger-index-cleaner', {});
