import { component } from '../network/component';
import { OBSERVABILITY_NODE } from '../namespaces';

/** One on every node: reads the logs of its containers, takes OTLP from its pods, and passes both on. */
export const COLLECTOR_AGENT = component(
  'collector-agent',
  { 'otlp-grpc': 4317, 'otlp-http': 4318, metrics: 8888 },
  { namespace: OBSERVABILITY_NODE },
);
/** Sends all spans of a trace to the same sampler. */
export const COLLECTOR_GATEWAY = component('collector-gateway', { 'otlp-grpc': 4317, metrics: 8888 });
/** Counts all spans, and decides which traces are kept. */
export const COLLECTOR_SAMPLER = component('collector-sampler', {
  'otlp-grpc': 4317,
  metrics: 8888,
  'span-metrics': 8889,
});
