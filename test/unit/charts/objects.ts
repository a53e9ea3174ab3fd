import type { KubeObject } from '../../../charts/invariants';

/** An object in our namespace with nothing wrong about it. */
export function object(kind: string, name: string, rest: Partial<KubeObject> = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'observability' }, ...rest };
}

const RESTRICTED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
const RESOURCES = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };

/** A container with nothing wrong about it but what is given. */
export const container = (rest: object = {}) => ({
  name: 'main',
  image: 'registry.example:5000/path/name:v1.2.3',
  resources: RESOURCES,
  securityContext: RESTRICTED,
  readinessProbe: {},
  livenessProbe: {},
  ...rest,
});

/** A Deployment with nothing wrong about it but what is given. */
export function deployment(pod: object = {}, containers: readonly object[] = [container()]): KubeObject {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { template: { spec: { securityContext, containers, ...pod } } };
  return object('Deployment', 'web', { apiVersion: 'apps/v1', spec });
}

/** A Prometheus resource with nothing wrong about it but what is given. */
export function prometheus(rest: object = {}): KubeObject {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { image: 'quay.io/prometheus/prometheus:v3.14.0', resources: RESOURCES, securityContext, ...rest };
  return object('Prometheus', 'main', { apiVersion: 'monitoring.coreos.com/v1', spec });
}
