import { ratio } from '../../promql';
import { above, comes, gone, grows, shown, signal } from '../../signals';
import { cpuWaiting } from './metrics';
import { N1, node } from './node';
import { cpuUse as recordedUse } from './recordings';

export const cpuUse = shown({
  name: 'NodeCpuUse',
  title: 'CPU use',
  description:
    'The share of time in which the CPUs of a node do something, by node. A node that is full is well used; what waits is told beside it.',
  query: recordedUse,
  view: { drillDown: 'nodes' },
});

const MOST = ratio(0.5);

export const cpuWait = signal({
  name: 'NodeCpuSaturated',
  title: 'Waiting for CPU',
  description: (t) =>
    `The share of time in which something that wants to run has to wait for a CPU, by node. Above ${t.warning} for long, everything on the node is slower than it should be.`,
  query: cpuWaiting.rate().maxBy('node').as('ratio'),
  warning: above(MOST).for('30m'),
  view: { drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [
          grows(cpuWaiting, node(), 0.5025),
          // Its exporter had another address before.
          ...gone([grows(cpuWaiting, { ...node(), instance: 'before' }, 0.1)], '50m'),
          grows(cpuWaiting, node('n2'), 0.1),
        ],
        at: '36m',
        notYetAt: '34m',
        labels: N1,
      },
      quiet: [
        { series: [grows(cpuWaiting, node(), 0.4975)], at: '80m' },
        // For a quarter of an hour, as while images are unpacked.
        { series: gone(comes([grows(cpuWaiting, node(), 0.9)], '10m'), '30m'), at: '38m' },
      ],
    },
  },
  impact: 'Answers of all services with pods there are slow, and by no fault of theirs.',
  nextSteps: [
    'See who takes it: kubectl top pods -A --sort-by=cpu | head, and which of these run there: kubectl get pods -A -o wide --field-selector=spec.nodeName=<node>.',
    'If one uses far more than it asked for, raise its request, so that the scheduler knows; it is moved with kubectl -n <namespace> delete pod <pod>.',
    'If all nodes wait, add a node; see Requests against all nodes but the largest on the dashboard Kubernetes nodes.',
  ],
});
