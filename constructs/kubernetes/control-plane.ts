import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import { servicePorts, type Ports } from '../ports';
import { ServiceMonitor, type ScrapeTls } from '../prometheus/service-monitor';
import { DNS_SERVICE } from './services';

export interface ControlPlaneProps {
  /** The monitors' namespace: the one in which our operator looks. */
  readonly namespace: string;
  /** A Prometheus duration. */
  readonly interval: string;
}

/** A static pod of the control plane: its label `component`, its job, and where it tells of itself. */
interface StaticPod {
  readonly name: string;
  readonly ports: Ports;
  readonly tls?: ScrapeTls;
}

/** The namespace of the control plane's pods. Our Services in it are all that we own there, besides access to discovery. */
export const KUBE_SYSTEM = 'kube-system';

/** They sign for themselves, with a certificate that is gone with their next start: there is nothing to verify. */
const SELF_SIGNED: ScrapeTls = { verified: false };

/**
 * The static pods of kubeadm and their ports for metrics. By default all three listen on loopback alone: such a cluster has to
 * set `bind-address` of the first two, and etcd's `listen-metrics-urls`, to the node's address.
 */
export const STATIC_PODS: readonly StaticPod[] = [
  { name: 'kube-scheduler', ports: { 'https-metrics': 10259 }, tls: SELF_SIGNED },
  { name: 'kube-controller-manager', ports: { 'https-metrics': 10257 }, tls: SELF_SIGNED },
  { name: 'etcd', ports: { 'http-metrics': 2381 } },
];

/** The name of our Service in front of a static pod. */
const serviceName = (pod: string): string => `probecard-${pod}`;

/** Scheduler, controller manager, etcd and DNS of a cluster whose control plane is its own: with a managed one, nobody can. */
export class ControlPlane extends Construct {
  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    STATIC_PODS.forEach((pod) => {
      this.staticPod(pod, props);
    });
    new ServiceMonitor(this, 'dns', {
      ...props,
      name: 'kube-dns',
      serviceNamespace: DNS_SERVICE.namespace,
      selector: DNS_SERVICE.labels,
      jobLabel: 'k8s-app',
      port: 'metrics',
    });
  }

  private staticPod({ name, ports, tls }: StaticPod, props: ControlPlaneProps): void {
    new k8s.KubeService(this, `${name}-service`, {
      metadata: metadata({ name: serviceName(name), namespace: KUBE_SYSTEM, component: name }),
      spec: {
        type: 'ClusterIP',
        clusterIp: 'None',
        selector: { component: name, tier: 'control-plane' },
        // By number: not every version of kubeadm names the ports of its pods.
        ports: servicePorts(ports).map((port) => ({ ...port, targetPort: k8s.IntOrString.fromNumber(port.port) })),
      },
    });
    new ServiceMonitor(this, `${name}-monitor`, {
      ...props,
      name,
      serviceNamespace: KUBE_SYSTEM,
      selector: selectorLabels(name),
      jobLabel: 'app.kubernetes.io/name',
      port: Object.keys(ports)[0] ?? '',
      ...(tls && { tls }),
    });
  }
}
