import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { OPERATOR_COMPONENT } from './component';
import { CONTROLLER_ID_FLAG } from './controller-id';
import { KUBELET_FLAGS } from './kubelet';
import { CLUSTER_RULES, NAMESPACE_RULES } from './rbac';

/** The operator watches its own namespace and no other. */
export interface OperatorProps extends Platform {
  readonly resources: Resources;
}

/** The name of the Service, the Deployment and the job. */
const OPERATOR = OPERATOR_COMPONENT.name;

/** Cluster-scoped names are ours alone: another stack may have installed the same operator. */
const CLUSTER_NAME = 'probecard-prometheus-operator';
/** The user `nobody` of the official image, v0.93.1. */
const USER = 65534;

/**
 * The Prometheus Operator, for one namespace, beside any other operator in the cluster. There is one pod of it: while it is away,
 * nothing changes and everything runs on.
 */
export class Operator extends Construct {
  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    const { namespace } = props;
    const named = metadata({ name: OPERATOR, namespace, wave: 'operator' });

    this.rbac(namespace);
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props) });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: selectorLabels(OPERATOR), ports: servicePorts(OPERATOR_COMPONENT.ports) },
    });
    new ServiceMonitor(this, 'monitor', {
      name: OPERATOR,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(OPERATOR),
      port: 'http',
      interval: props.scrapeInterval,
    });
  }

  private rbac(namespace: string): void {
    const named = metadata({ name: OPERATOR, namespace, wave: 'rbac' });
    const clusterWide = metadata({ name: CLUSTER_NAME, component: OPERATOR, wave: 'rbac' });
    const subjects = [{ kind: 'ServiceAccount', name: OPERATOR, namespace }];
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io' };

    new ServiceAccount(this, 'service-account', OPERATOR, namespace);
    new k8s.KubeRole(this, 'role', { metadata: named, rules: NAMESPACE_RULES });
    new k8s.KubeRoleBinding(this, 'role-binding', {
      metadata: named,
      roleRef: { ...roleRef, kind: 'Role', name: OPERATOR },
      subjects,
    });
    new k8s.KubeClusterRole(this, 'cluster-role', { metadata: clusterWide, rules: CLUSTER_RULES });
    new k8s.KubeClusterRoleBinding(this, 'cluster-role-binding', {
      metadata: clusterWide,
      roleRef: { ...roleRef, kind: 'ClusterRole', name: CLUSTER_NAME },
      subjects,
    });
  }
}

function deployment(props: OperatorProps): k8s.DeploymentSpec {
  return {
    replicas: 1,
    strategy: { type: 'RollingUpdate' },
    selector: { matchLabels: selectorLabels(OPERATOR) },
    template: {
      metadata: { labels: selectorLabels(OPERATOR) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: OPERATOR,
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        containers: [
          {
            name: OPERATOR,
            image: imageReference(IMAGES.prometheusOperator, props.images),
            args: args(props),
            ports: containerPorts(OPERATOR_COMPONENT.ports),
            resources: resourceRequirements(props.resources),
            securityContext: RESTRICTED_CONTAINER,
            ...httpProbes({ port: 'http', ready: '/healthz' }),
          },
        ],
      },
    },
  };
}

function args({ namespace, images }: OperatorProps): string[] {
  return [
    `--namespaces=${namespace}`,
    CONTROLLER_ID_FLAG,
    ...KUBELET_FLAGS,
    `--prometheus-config-reloader=${imageReference(IMAGES.configReloader, images)}`,
    '--config-reloader-cpu-request=10m',
    '--config-reloader-cpu-limit=100m',
    '--config-reloader-memory-request=50Mi',
    '--config-reloader-memory-limit=100Mi',
    '--enable-config-reloader-probes=true',
    '--disable-unmanaged-prometheus-configuration=true',
    '--auto-gomemlimit-ratio=0.9',
    '--log-format=json',
  ];
}
