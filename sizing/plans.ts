import { collectorAgent, collectorGateway } from './collector';
import {
  alertmanager,
  authProxy,
  blackboxExporter,
  dcgmExporter,
  grafana,
  grafanaSidecar,
  kubeStateMetrics,
  nodeExporter,
  operator,
} from './fixed';
import { jaeger, jaegerCollector, jaegerIndexCleaner, jaegerQuery } from './jaeger';
import { loki } from './loki';
import type { Plans } from './plan';
import { prometheus } from './prometheus';
import { collectorSampler } from './sampler';
import { thanosCompactor, thanosQuery, thanosQueryFrontend, thanosSidecar, thanosStore } from './thanos';

/** How every component is sized; in the order in which the documentation lists them. */
export const PLANS: Plans = {
  prometheus,
  thanosSidecar,
  thanosStore,
  thanosCompactor,
  thanosQuery,
  thanosQueryFrontend,
  operator,
  alertmanager,
  grafana,
  grafanaSidecar,
  loki,
  jaeger,
  jaegerCollector,
  jaegerQuery,
  jaegerIndexCleaner,
  collectorAgent,
  collectorGateway,
  collectorSampler,
  nodeExporter,
  kubeStateMetrics,
  blackboxExporter,
  dcgmExporter,
  authProxy,
};
