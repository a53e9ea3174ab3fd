import { Construct } from 'constructs';
import { always, copied, onlyMetrics, withoutWhere, type Relabeling } from '../prometheus/relabelings';
import { ServiceMonitor, type ScrapeTls } from '../prometheus/service-monitor';
import { CADVISOR_METRICS, KUBELET_METRICS } from './kept-metrics';
import { kubeletService } from './services';

export interface KubeletProps {
  /** The monitors' namespace: the one in which our operator looks. */
  readonly namespace: string;
  /** A Prometheus duration. */
  readonly interval: string;
  /** The namespace of the operator's Service for the kubelets. */
  readonly serviceNamespace: string;
  readonly certificates: KubeletCertificates;
}

/**
 * Who signed what kubelets identify themselves with. `self-signed`: each its own, as is the default. Prometheus then sends its
 * token, which is good for an hour and for looking, to whoever has the address of a node. `cluster-ca`: the cluster's CA
 * (`serverTLSBootstrap` with an approver), and Prometheus insists on it.
 */
export type KubeletCertificates = 'self-signed' | 'cluster-ca';

/** All endpoints of a kubelet are targets of one job and one address: this label tells them apart, `up` included. */
const METRICS_PATH = copied('__metrics_path__', 'metrics_path');

/** cgroups that belong to no pod, but for the root, which is the node: the sums of what is told pod by pod. */
const INNER_CGROUPS: Relabeling = { action: 'drop', sourceLabels: ['id', 'pod'], regex: '/.+;' };

/** The kubelets: themselves, and what their cAdvisor tells about containers. The job of both is `kubelet`. */
export class Kubelet extends Construct {
  constructor(scope: Construct, id: string, props: KubeletProps) {
    super(scope, id);
    const { namespace } = props;
    const { labels } = kubeletService(props.serviceNamespace);
    const tls: ScrapeTls = { verified: props.certificates === 'cluster-ca' };
    const common = {
      namespace,
      serviceNamespace: props.serviceNamespace,
      selector: labels,
      jobLabel: 'app.kubernetes.io/name',
      port: 'https-metrics',
      interval: props.interval,
      tls,
      // A series' own `namespace`, `pod` and `container` are those of the pod or claim that it is about.
      honorLabels: true,
      // Wherever the operator keeps its Service.
      relabelings: [METRICS_PATH, always('namespace', namespace)],
    };
    new ServiceMonitor(this, 'kubelet', {
      ...common,
      name: 'kubelet',
      metricRelabelings: [onlyMetrics(KUBELET_METRICS)],
    });
    new ServiceMonitor(this, 'cadvisor', {
      ...common,
      name: 'cadvisor',
      component: 'kubelet',
      path: '/metrics/cadvisor',
      // Its times are those of its own measurements: with them, a container that ended would seem to run on for five minutes.
      honorTimestamps: false,
      metricRelabelings: [
        onlyMetrics(CADVISOR_METRICS),
        INNER_CGROUPS,
        // The root, which is the node, and what the machine is: of no namespace.
        withoutWhere('namespace', 'pod', '^$'),
      ],
    });
  }
}
