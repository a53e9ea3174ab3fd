import type { k8s } from 'cdk8s-plus-28';

/**
 * The kinds of objects that kube-state-metrics tells about, by API group: what runs, where, and what limits it. No Secrets and
 * no ConfigMaps: to read their names is to be able to read their contents.
 */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  '': ['namespaces', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'resourcequotas'],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  policy: ['poddisruptionbudgets'],
};

/** The value of `--resources`. */
export const stateResources = (): string => Object.values(RESOURCES).flat().sort().join(',');

/** What it must be able to read for that, and nothing else: it lists once and watches from then on. */
export const stateRules = (): k8s.PolicyRule[] =>
  Object.entries(RESOURCES).map(([group, resources]) => ({
    apiGroups: [group],
    resources: [...resources],
    verbs: ['list', 'watch'],
  }));

/**
 * Metrics left out, as the regular expressions of `--metric-denylist`, v2.19.1. Each Deployment keeps ten old ReplicaSets, of
 * which only the owner is of use: it leads from a pod to its Deployment.
 */
export const STATE_METRICS_LEFT_OUT: readonly string[] = [
  '^kube_replicaset_(created|metadata_generation|spec_replicas|status_.+)$',
  '^kube_pod_tolerations$',
];
