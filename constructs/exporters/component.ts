import { component } from '../network/component';
import { OBSERVABILITY_NODE } from '../namespaces';

/** A port of its own on every node: another node exporter may hold 9100. */
export const NODE_EXPORTER = component(
  'node-exporter',
  { metrics: 9109 },
  { namespace: OBSERVABILITY_NODE, onHostNetwork: true },
);
export const KUBE_STATE_METRICS = component('kube-state-metrics', { metrics: 8080, telemetry: 8081 });
export const BLACKBOX_EXPORTER = component('blackbox-exporter', { http: 9115 });
export const DCGM_EXPORTER = component('dcgm-exporter', { metrics: 9400 }, { namespace: OBSERVABILITY_NODE });
