import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { metadata } from '../metadata';

export interface DiscoveryRoleProps {
  /** The name of both objects. Where charts of ours discover in one namespace, each has a Role of its own. Default: `probecard-prometheus`. */
  readonly name?: string;
  /** The namespace in which targets are found. */
  readonly namespace: string;
  /** The Prometheus service account that finds them. */
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
}

const RULES: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
  // Targets are discovered from EndpointSlices (`serviceDiscoveryRole`), so the deprecated Endpoints are not asked for.
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
];

/** Lets Prometheus find the targets of one namespace. In a workload's namespace, these two objects are all that we own. */
export class DiscoveryRole extends Construct {
  constructor(scope: Construct, id: string, props: DiscoveryRoleProps) {
    super(scope, id);
    const { name, namespace } = props.serviceAccount;
    const roleName = props.name ?? 'probecard-prometheus';
    const named = metadata({ name: roleName, namespace: props.namespace, component: name, wave: 'rbac' });
    new k8s.KubeRole(this, 'role', { metadata: named, rules: RULES });
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata: named,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}
