import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';

/** One step of relabeling, with its action written out: the CRD would add the default. */
export type Relabeling = NonNullable<IServiceMonitor['spec']['endpoints'][number]['relabelings']>[number] & {
  readonly action: string;
};

/** Removes labels. @param labels their names */
export const withoutLabels = (...labels: readonly string[]): Relabeling => ({
  action: 'labeldrop',
  regex: labels.join('|'),
});

/** Copies a label, which may be one that only discovery knows. */
export const copied = (from: string, to: string): Relabeling => ({
  action: 'replace',
  sourceLabels: [from],
  targetLabel: to,
});

/** Gives every target or series the same value of a label. */
export const always = (label: string, value: string): Relabeling => ({
  action: 'replace',
  targetLabel: label,
  replacement: value,
});

/** Removes a label from the series of which another label matches: Prometheus deletes what is replaced by nothing. */
export const withoutWhere = (label: string, other: string, regex: string): Relabeling => ({
  action: 'replace',
  sourceLabels: [other],
  regex,
  targetLabel: label,
  replacement: '',
});

/** Keeps the metrics of these names and no others. @param names regular expressions, each for the whole of a name */
export const onlyMetrics = (names: readonly string[]): Relabeling => ({
  action: 'keep',
  sourceLabels: ['__name__'],
  regex: names.join('|'),
});

/** The name of the node on which a target's pod runs, so that its series join with those about the node. */
export const NODE_OF_POD = copied('__meta_kubernetes_pod_node_name', 'node');

/**
 * The labels of a target that say which pod answered. An exporter speaks of other things than itself: were these kept, its
 * series would begin anew with every restart, and those without a pod of their own would seem to be about the exporter's.
 */
export const WITHOUT_OWN_POD = withoutLabels('container', 'endpoint', 'pod', 'service');
