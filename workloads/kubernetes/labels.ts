import { absent, added, any, own } from '../../promql';

// The labels of the scrape, as the monitors of kube-state-metrics and of the kubelets leave them: an object's own stay, and
// those that would tell of the exporter's pod are removed.

const NOT_THE_EXPORTERS = { service: absent, endpoint: absent } as const;

/** Of an object of the cluster: a node, a volume. */
export const OF_CLUSTER = { namespace: absent, pod: absent, container: absent, ...NOT_THE_EXPORTERS } as const;
/** Of an object in a namespace: a Deployment, a claim. */
export const OF_NAMESPACE = { namespace: own, pod: absent, container: absent, ...NOT_THE_EXPORTERS } as const;
/** Of a pod. A pod that is made anew under its name has another `uid`. */
export const OF_POD = { ...OF_NAMESPACE, pod: own, uid: any } as const;
export const OF_CONTAINER = { ...OF_POD, container: own } as const;

/** What a kubelet tells of itself. */
export const OF_KUBELET = { node: added, pod: absent, container: absent } as const;
/** What it tells of a claim that is mounted on its node. */
export const OF_CLAIM = { ...OF_KUBELET, namespace: own, persistentvolumeclaim: any } as const;
/** What its cAdvisor tells of a container; of a pod as a whole it has no `container`. */
export const OF_CGROUP = {
  node: added,
  namespace: own,
  pod: own,
  container: own,
  id: any,
  image: any,
  name: any,
} as const;
