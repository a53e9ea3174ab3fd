import { seconds } from '../../promql';
import { above, below, gone, observes, signal, stays, targetsDown, type InputSeries } from '../../signals';
import { clientCertificate, relist, serverCertificate } from './kubelet-metrics';
import { kubelet } from './scrapes';

export const targets = targetsDown(kubelet, { prefix: 'KubernetesKubelet', title: 'the kubelets' });

/** Two kubelets or one, each of which asks once a second; so many of a hundred take 5 to 10 seconds. */
const asks = (node: string, slow: number, instance = node): readonly InputSeries[] =>
  observes(relist, { node, instance }, { 0.1: (100 - slow) / 100, 10: slow / 100 });

export const runtimeAnswers = signal({
  name: 'KubernetesContainerRuntimeSlow',
  title: 'Answers of the container runtime',
  description: (t) =>
    `Ninety-nine of a hundred times, the container runtime tells its kubelet of all containers faster than this, by node. Above ${t.warning}, the kubelet sees late what has happened, and reports its node as not ready when it takes three minutes.`,
  query: relist.rate().sumBy('node').quantile(0.99),
  warning: above(seconds(5)).for('10m'),
  view: { recorded: true, drillDown: 'nodes' },
  examples: {
    warning: {
      // A kubelet that was started anew under another address asks at both for a while.
      fires: {
        series: [
          ...asks('n1', 2.01),
          ...asks('n1', 0, 'former'),
          ...gone(asks('n1', 0, 'long before'), '20m'),
          ...asks('n2', 0),
        ],
        at: '36m',
        notYetAt: '33m',
        labels: { node: 'n1' },
      },
      quiet: {
        series: [...asks('n1', 0.995), ...observes(relist, { node: 'n2', instance: 'n2' }, { 0.1: 0.5, 5: 0.5 })],
        at: '40m',
      },
    },
  },
  impact: 'Pods of this node start and end late, probes included; at worst all of them are moved away.',
  nextSteps: [
    'On the dashboard Nodes, see whether the disk or the CPU of the node is saturated: the runtime waits for both.',
    'Ask the runtime itself: ssh <node> time crictl ps -a | wc -l; hundreds of dead containers or one that cannot be ended slow it down: ssh <node> crictl rm <id>.',
    'If it does not recover, cordon the node with kubectl cordon <node> and restart the runtime: ssh <node> systemctl restart containerd.',
  ],
});

const YEAR = seconds(365 * 86_400);

const left = clientCertificate
  .minBy('node')
  .labelled('certificate', 'client')
  .or(serverCertificate.minBy('node').labelled('certificate', 'server'))
  .clampMax(YEAR);

const WEEK = seconds(7 * 86_400);
const HALF_A_DAY = seconds(12 * 3600);

const certificates = (node: string, client: number, server: number): readonly InputSeries[] => [
  stays(clientCertificate, { node, instance: node }, client),
  stays(serverCertificate, { node, instance: node }, server),
];
const both = (node: string) => [
  { node, certificate: 'client' },
  { node, certificate: 'server' },
];
/** What a kubelet that was started anew under another address said before. */
const formerly = (node: string) =>
  certificates(node, 1e7, 1e7).map((input) => ({
    ...input,
    series: input.series.replace(`instance="${node}"`, 'instance="former"'),
  }));

export const kubeletCertificates = signal({
  name: 'KubernetesKubeletCertificateExpires',
  title: 'Certificates of kubelets',
  description: (t) =>
    `How long the certificates of a kubelet are still good: that with which it calls the API server (client), and that which it shows (server), by node; a year where it lasts longer or is renewed elsewhere. Kubelets renew them with a fifth of their time left: below ${t.warning}, that has failed for a while; below ${t.critical}, the node is lost soon.`,
  query: left,
  warning: below(WEEK).for('15m'),
  critical: below(HALF_A_DAY).for('15m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...certificates('n1', 0.995 * WEEK.value, 0.995 * WEEK.value), ...formerly('n1')],
        at: '16m',
        notYetAt: '14m',
        labels: both('n1'),
      },
      quiet: { series: certificates('n1', 1.005 * WEEK.value, Infinity), at: '40m' },
    },
    critical: {
      fires: {
        series: [...certificates('n1', 0.995 * HALF_A_DAY.value, 0.995 * HALF_A_DAY.value), ...formerly('n1')],
        at: '16m',
        notYetAt: '14m',
        labels: both('n1'),
      },
      quiet: { series: certificates('n1', 1.005 * HALF_A_DAY.value, Infinity), at: '40m' },
    },
  },
  impact:
    'Without the first, the node becomes not ready and its pods are moved; without the second, logs, exec and metrics of its pods fail.',
  nextSteps: [
    'See whether its requests wait for approval: kubectl get csr | grep Pending; approve those of nodes that you know: kubectl certificate approve <csr>.',
    'If there are none, read why it does not ask: ssh <node> journalctl -u kubelet --since=-1h | grep -i certificate.',
    'If many nodes do not renew, the signer is the cause: kubectl -n kube-system logs -l component=kube-controller-manager --tail=100 | grep csr, or the provider of the control plane.',
  ],
});
