import { component } from '../network/component';

/** The name of the Prometheus resource: the operator calls the pods `prometheus-main-0` and so on. */
export const PROMETHEUS_INSTANCE = 'main';

/** The pods are the operator's: it labels them by the name of the resource. `grpc` and `sidecar` are the Thanos sidecar's. */
export const PROMETHEUS_COMPONENT = component(
  'prometheus',
  { web: 9090, grpc: 10901, sidecar: 10902 },
  { pods: { 'app.kubernetes.io/name': 'prometheus', prometheus: PROMETHEUS_INSTANCE } },
);
