import { added } from '../../../promql';
import type { Series } from '../../../simulator/series';
import type { Target } from '../../../simulator/target';

/** The last target of an exporter that the simulator has, and what ends its name and those of what it runs on. */
const LAST = '-1';

/**
 * The targets of a workload with as many of those that each node has as there are nodes: the simulator has two. What runs on each node is known by
 * a label that the monitor adds.
 */
export const onEveryNode = (targets: readonly Target[], nodes: number): readonly Target[] =>
  targets.flatMap((target) =>
    target.labels.instance.endsWith(LAST) && target.series.some(isOfNode)
      ? [target, ...Array.from({ length: nodes - 2 }, (_, i) => onNode(target, i + 2))]
      : [target],
  );

const isOfNode = ({ metric }: Series): boolean => metric.labels.node === added;

function onNode(target: Target, node: number): Target {
  const renamed = (text: string): string => `${text.slice(0, -LAST.length)}-${node}`;
  const { labels, series } = target;
  return {
    ...target,
    labels: { ...labels, pod: renamed(labels.pod), instance: renamed(labels.instance) },
    series: series.map((one) =>
      isOfNode(one) ? { ...one, labels: { ...one.labels, node: renamed(one.labels.node ?? '') } } : one,
    ),
  };
}
