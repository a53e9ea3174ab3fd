import { OBSERVABILITY } from '../namespaces';

/**
 * The headless Service in our namespace behind which the operator puts the kubelets of all nodes, for monitors to select; it is not
 * rendered. Its port `https-metrics` is the kubelet's 10250.
 */
export const KUBELET_SERVICE = {
  name: 'kubelet',
  namespace: OBSERVABILITY,
  labels: { 'app.kubernetes.io/name': 'kubelet', 'k8s-app': 'kubelet' },
  port: 'https-metrics',
} as const;

/** In slices, since Endpoints are deprecated, and without the port that anybody may read. */
export const KUBELET_FLAGS: readonly string[] = [
  `--kubelet-service=${KUBELET_SERVICE.namespace}/${KUBELET_SERVICE.name}`,
  '--kubelet-endpointslice=true',
  '--kubelet-endpoints=false',
  '--kubelet-http-metrics=false',
];
