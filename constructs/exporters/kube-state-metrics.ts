import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { API_TOKEN_MOUNT, API_TOKEN_VOLUME } from '../api-token';
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
import { KUBE_STATE_METRICS } from './component';
import { kubeStateMetricsMonitor, ownService } from './monitors';
import { STATE_METRICS_LEFT_OUT, stateResources, stateRules } from './state-resources';

export interface KubeStateMetricsProps extends Platform {
  readonly resources: Resources;
}

const { name: NAME, namespace: NAMESPACE, pods: PODS, ports: PORTS } = KUBE_STATE_METRICS;

/** Cluster-scoped names are ours alone: another stack may have the same exporter. */
const CLUSTER_NAME = `probecard-${NAME}`;
/** The user `nobody` of the official image, v2.19.1. */
const USER = 65534;

/**
 * What the API server knows of objects, as metrics: among them the limits of containers and the generation of Deployments,
 * whose changes are the deployments that dashboards mark. One pod: of two, each would tell everything, and everything is there
 * again a minute after one is lost.
 */
export class KubeStateMetrics extends Construct {
  constructor(scope: Construct, id: string, props: KubeStateMetricsProps) {
    super(scope, id);
    const named = metadata({ name: NAME, namespace: NAMESPACE });

    this.rbac();
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props) });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: { ...PODS }, ports: servicePorts(PORTS) },
    });
    kubeStateMetricsMonitor(this, {
      namespace: props.namespace,
      service: ownService(KUBE_STATE_METRICS, 'metrics'),
      interval: props.scrapeInterval,
    });
    // Of itself: whether it can list and watch.
    new ServiceMonitor(this, 'telemetry-monitor', {
      name: `${NAME}-telemetry`,
      component: NAME,
      namespace: props.namespace,
      serviceNamespace: NAMESPACE,
      selector: selectorLabels(NAME),
      port: 'telemetry',
      interval: props.scrapeInterval,
    });
  }

  private rbac(): void {
    const named = metadata({ name: CLUSTER_NAME, component: NAME, wave: 'rbac' });
    new ServiceAccount(this, 'service-account', NAME, NAMESPACE);
    new k8s.KubeClusterRole(this, 'cluster-role', { metadata: named, rules: stateRules() });
    new k8s.KubeClusterRoleBinding(this, 'cluster-role-binding', {
      metadata: named,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: CLUSTER_NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
    });
  }
}

function deployment(props: KubeStateMetricsProps): k8s.DeploymentSpec {
  return {
    replicas: 1,
    // Not a second one beside the first: everything would be counted twice for a moment.
    strategy: { type: 'Recreate' },
    selector: { matchLabels: { ...PODS } },
    template: {
      metadata: { labels: { ...PODS } },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        containers: [container(props)],
        volumes: [API_TOKEN_VOLUME],
      },
    },
  };
}

function container(props: KubeStateMetricsProps): k8s.Container {
  return {
    name: NAME,
    image: imageReference(IMAGES.kubeStateMetrics, props.images),
    args: [
      `--port=${PORTS.metrics}`,
      `--telemetry-port=${PORTS.telemetry}`,
      `--resources=${stateResources()}`,
      `--metric-denylist=${STATE_METRICS_LEFT_OUT.join(',')}`,
    ],
    ports: containerPorts(PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    // Not `/livez`, which asks the API server: an outage of that is nothing that a restart helps against.
    ...httpProbes({ port: 'metrics', ready: '/healthz' }),
    readinessProbe: httpProbes({ port: 'telemetry', ready: '/readyz' }).readinessProbe,
    volumeMounts: [API_TOKEN_MOUNT],
  };
}
