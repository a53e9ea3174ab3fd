import { describe, group, type KubeObject } from './kube-object';

/** The cluster-scoped kinds among those that we render or may render, by group. */
const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  '': ['Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'networking.k8s.io': ['IngressClass'],
  'gateway.networking.k8s.io': ['GatewayClass'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'StorageClass'],
};

/** A namespaced object says its namespace, rather than landing wherever it is applied; a cluster-scoped one has none. */
export function checkScope(object: KubeObject): void {
  const clusterScoped = CLUSTER_SCOPED[group(object)]?.includes(object.kind) ?? false;
  const { namespace } = object.metadata;
  if (clusterScoped && namespace !== undefined) {
    throw new Error(`${describe(object)}: ${object.kind} is cluster-scoped: remove the namespace '${namespace}'`);
  }
  if (!clusterScoped && (namespace === undefined || namespace === '')) {
    throw new Error(`${describe(object)}: ${object.kind} is namespaced: give it a namespace`);
  }
}
