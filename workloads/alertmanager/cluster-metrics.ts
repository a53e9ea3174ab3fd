import { gauge } from '../../promql';

// Only where there are several: one alone forms no cluster, and does not expose it (Alertmanager v0.31.1, cluster/cluster.go).

export const members = gauge('alertmanager_cluster_members', {
  unit: 'count',
  help: 'Replicas that this one knows, itself among them.',
});

export const health = gauge('alertmanager_cluster_health_score', {
  unit: 'count',
  help: 'How badly messages between replicas arrive; 0 is well.',
});
