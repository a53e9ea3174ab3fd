import type { MetricSpec } from '../../../../promql';
import type { Series } from '../../../../simulator/series';
import type { Target } from '../../../../simulator/target';
import { MINUTE, within, type Span, type Time } from '../../../../simulator/time';
import {
  deploymentAvailable,
  nodeAllocatable,
  nodeCondition,
  nodeCordoned,
} from '../../../../workloads/kubernetes/metrics';
import { onEveryNode } from '../../queries/nodes';

const LOST = 'node-0';
const LAST = 'node-1';

/** What the cluster tells of each node, whether it is there or not. */
const OF_NODES: readonly MetricSpec[] = [nodeCondition, nodeCordoned, nodeAllocatable].map(({ spec }) => spec);

/** Kubernetes ends pods of a node five minutes after it is gone, and those that replace them need three to serve. */
const REPLACED_AFTER = 8 * MINUTE;

/** The nodes and what the cluster tells of them, while one is gone. */
export const withNodeFailure = (targets: readonly Target[], nodes: number, lost: Span): readonly Target[] =>
  onEveryNode(targets, nodes).map((target) => ({
    ...target,
    answers: (t) => target.answers(t) && !(runsOn(LOST, target) && within([lost], t)),
    series: target.series.flatMap((series) => named(series, nodes)).map((series) => suffering(series, lost)),
  }));

const runsOn = (node: string, { series }: Target): boolean => {
  const nodes = new Set(series.flatMap(({ labels }) => (labels.node === undefined ? [] : [labels.node])));
  return nodes.size === 1 && nodes.has(node);
};

/** The simulator's cluster tells of two nodes: the second stands for all others. */
const named = (series: Series, nodes: number): readonly Series[] =>
  OF_NODES.includes(series.metric) && series.labels.node === LAST
    ? [
        series,
        ...Array.from({ length: nodes - 2 }, (_, i) => ({
          ...series,
          labels: { ...series.labels, node: `node-${i + 2}` },
        })),
      ]
    : [series];

function suffering(series: Series, lost: Span): Series {
  const { metric, labels } = series;
  const instead = (during: Span, value: (usual: number) => number): Series => ({
    ...series,
    value: (t: Time) => {
      const usual = series.value(t);
      return typeof usual === 'number' && within([during], t) ? value(usual) : usual;
    },
  });
  if (metric === nodeCondition.spec && labels.node === LOST && labels.condition === 'Ready')
    return instead(lost, () => Number(labels.status === 'unknown'));
  if (metric === deploymentAvailable.spec)
    return instead({ from: lost.from, to: Math.min(lost.to, lost.from + REPLACED_AFTER) }, (usual) => usual - 1);
  return series;
}
