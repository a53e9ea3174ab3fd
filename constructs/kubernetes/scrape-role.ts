import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { metadata } from '../metadata';
import { PROMETHEUS_COMPONENT } from '../prometheus/component';

/** Cluster-scoped names are ours alone: another stack may have a Prometheus of its own. */
const NAME = 'probecard-prometheus-kubernetes';

const RULES: k8s.PolicyRule[] = [
  // What the kubelet asks for, for /metrics and all below it.
  { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
  // What the API server, the scheduler and the controller manager ask for.
  { nonResourceUrLs: ['/metrics'], verbs: ['get'] },
];

/** Lets Prometheus read the metrics of the cluster's own programs, and nothing else of them. */
export class ScrapeRole extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { name, namespace } = PROMETHEUS_COMPONENT;
    const named = metadata({ name: NAME, component: name, wave: 'rbac' });
    new k8s.KubeClusterRole(this, 'role', { metadata: named, rules: RULES });
    new k8s.KubeClusterRoleBinding(this, 'binding', {
      metadata: named,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}
