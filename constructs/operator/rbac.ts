import type { k8s } from 'cdk8s-plus-28';

const READ = ['get', 'list', 'watch'];

/**
 * What the operator v0.93.1 does in the namespace that it watches: its documented ClusterRole without wildcards, without the
 * kinds that we don't use (ThanosRuler, PrometheusAgent: it says at its start that it leaves them alone), and as a Role.
 */
export const NAMESPACE_RULES: k8s.PolicyRule[] = [
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: [
      'alertmanagers',
      'alertmanagerconfigs',
      'prometheuses',
      'scrapeconfigs',
      'servicemonitors',
      'podmonitors',
      'probes',
      'prometheusrules',
    ],
    verbs: READ,
  },
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: ['alertmanagers/status', 'prometheuses/status'],
    verbs: ['update', 'patch'],
  },
  {
    // Where the API server enforces it, only who may finalize an owner may name it as one.
    apiGroups: ['monitoring.coreos.com'],
    resources: ['alertmanagers/finalizers', 'prometheuses/finalizers'],
    verbs: ['update'],
  },
  { apiGroups: ['apps'], resources: ['statefulsets'], verbs: [...READ, 'create', 'update', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: [...READ, 'create', 'update', 'delete'] },
  { apiGroups: [''], resources: ['services'], verbs: ['get', 'create', 'update', 'delete'] },
  {
    // The kubelets, behind a Service that owns the slices (pkg/kubelet/controller.go); with less it says so and writes none.
    apiGroups: ['discovery.k8s.io'],
    resources: ['endpointslices'],
    verbs: ['get', 'list', 'create', 'update', 'delete'],
  },
  { apiGroups: [''], resources: ['services/finalizers'], verbs: ['update'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  // A namespace is "in itself" for authorization: this lets the operator read the one that it watches.
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
];

/**
 * What the operator asks for in the whole cluster. It emits no events at all unless it may do so in every namespace, and it lists
 * the nodes every three minutes to find their kubelets; it does not watch them.
 */
export const CLUSTER_RULES: k8s.PolicyRule[] = [
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
  { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];
