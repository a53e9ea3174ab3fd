import { perSecond } from '../../promql';
import { above, gone, grows, signal, targetsDown, type InputSeries } from '../../signals';
import { stateLists, stateWatches } from './metrics';
import { stateMetrics } from './scrapes';

export const targets = targetsDown(stateMetrics, {
  prefix: 'KubernetesStateMetrics',
  title: 'kube-state-metrics',
  single: true,
});

const lists = stateLists.rate().sumBy('resource');
const failures = stateLists
  .where({ result: 'error' })
  .rate()
  .sumBy('resource')
  .orZeroOf(lists)
  .add(stateWatches.where({ result: 'error' }).rate().sumBy('resource').orZeroOf(lists));

const asked = (resource: string, [failedLists, failedWatches]: readonly [number, number]): readonly InputSeries[] => [
  grows(stateLists, { resource, result: 'success' }, 0.01),
  grows(stateWatches, { resource, result: 'success' }, 0.01),
  ...(failedLists > 0 ? [grows(stateLists, { resource, result: 'error' }, failedLists)] : []),
  ...(failedWatches > 0 ? [grows(stateWatches, { resource, result: 'error' }, failedWatches)] : []),
];

export const errors = signal({
  name: 'KubernetesStateMetricsFailing',
  title: 'What kube-state-metrics cannot read',
  description: (t) =>
    `Times per second that kube-state-metrics fails to list or to watch objects of a kind, by kind. Above ${t.warning} for long, what is shown of these is old or missing, and no alert about them can fire.`,
  query: failures,
  warning: above(perSecond(0, 'requests')).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [...asked('*v1.Pod', [0.02, 0]), ...asked('*v1.Job', [0, 0.02]), ...asked('*v1.Node', [0, 0])],
        at: '18m',
        notYetAt: '15m',
        labels: [{ resource: '*v1.Pod' }, { resource: '*v1.Job' }],
      },
      quiet: [
        { series: asked('*v1.Node', [0, 0]), at: '40m' },
        // While it starts, and the API server with it.
        ...[stateLists, stateWatches].map((metric) => ({
          series: [
            ...asked('*v1.Pod', [0, 0]),
            ...gone([grows(metric, { resource: '*v1.Pod', result: 'error' }, 0.02)], '9m'),
          ],
          at: '19m' as const,
        })),
      ],
    },
  },
  impact: 'Crash loops, failed Jobs and full quotas of these kinds are seen by nobody.',
  nextSteps: [
    'Read the error: kubectl -n observability logs deployment/kube-state-metrics --tail=50 | grep -i "failed to".',
    "If it is forbidden, compare the ClusterRole probecard-kube-state-metrics with constructs/exporters/state-resources.ts, and apply the environment's exporters.k8s.yaml again.",
    'If the API server turns it away, see the dashboard Kubernetes control plane.',
  ],
});
