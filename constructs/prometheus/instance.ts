/**
 * The label by which our Prometheus finds its monitors and rules, and nobody else's: another Prometheus, or another operator's
 * resources in the same cluster, neither see ours nor are seen.
 */
export const INSTANCE_LABEL: Readonly<Record<string, string>> = { 'probecard.dev/instance': 'main' };
