/**
 * The label by which our Prometheus finds its monitors and rules, and nobody else's. Another Prometheus in the cluster that selects
 * by a label of its own does not see ours; one whose selectors are empty and that looks into all namespaces does, and then scrapes
 * our targets and evaluates our rules as well.
 */
export const INSTANCE_LABEL: Readonly<Record<string, string>> = { 'probecard.dev/instance': 'main' };
