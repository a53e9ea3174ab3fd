import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ApiServerMonitor } from '../constructs/kubernetes/api-server';
import { ControlPlane, KUBE_SYSTEM } from '../constructs/kubernetes/control-plane';
import { Kubelet, type KubeletCertificates } from '../constructs/kubernetes/kubelet';
import { ScrapeRole } from '../constructs/kubernetes/scrape-role';
import { API_SERVER_SERVICE } from '../constructs/kubernetes/services';
import { PROMETHEUS_COMPONENT } from '../constructs/prometheus/component';
import { DiscoveryRole } from '../constructs/prometheus/discovery-role';

export interface KubernetesChartProps {
  /** Our namespace, in which our operator looks for monitors. */
  readonly namespace: string;
  /** A Prometheus duration. */
  readonly scrapeInterval: string;
  /** `managed`: scheduler, controller manager and etcd are the provider's, and can't be scraped. */
  readonly controlPlane: 'managed' | 'kubeadm';
  readonly kubelet: {
    /** The namespace in which the operator keeps its Service for the kubelets. */
    readonly namespace: string;
    readonly certificates: KubeletCertificates;
  };
}

/** The cluster's own programs: how they are scraped, and what Prometheus may see for that. */
export class KubernetesChart extends Chart {
  constructor(scope: Construct, { namespace, scrapeInterval, controlPlane, kubelet }: KubernetesChartProps) {
    super(scope, 'kubernetes', { disableResourceNameHashes: true });
    const common = { namespace, interval: scrapeInterval };
    const foreign = [
      kubelet.namespace,
      API_SERVER_SERVICE.namespace,
      ...(controlPlane === 'kubeadm' ? [KUBE_SYSTEM] : []),
    ];

    new ScrapeRole(this, 'access');
    for (const discovered of new Set(foreign.filter((name) => name !== namespace))) {
      new DiscoveryRole(this, `discovery-${discovered}`, {
        name: 'probecard-prometheus-kubernetes',
        namespace: discovered,
        serviceAccount: PROMETHEUS_COMPONENT,
      });
    }
    new Kubelet(this, 'kubelet', {
      ...common,
      serviceNamespace: kubelet.namespace,
      certificates: kubelet.certificates,
    });
    new ApiServerMonitor(this, 'api-server', common);
    if (controlPlane === 'kubeadm') new ControlPlane(this, 'control-plane', common);
  }
}
