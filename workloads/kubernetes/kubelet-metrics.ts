import { any, counter, gauge, histogram } from '../../promql';
import { OF_CLAIM, OF_KUBELET } from './labels';

// As in the kubelet of Kubernetes 1.36: pkg/kubelet/metrics, pkg/kubelet/certificate, cmd/kubelet/app.

export const volumeAvailable = gauge('kubelet_volume_stats_available_bytes', {
  labels: OF_CLAIM,
  unit: 'bytes',
  help: 'Bytes that can still be written into the volume of a claim.',
});

export const volumeCapacity = gauge('kubelet_volume_stats_capacity_bytes', {
  labels: OF_CLAIM,
  unit: 'bytes',
  help: 'Size of the volume of a claim.',
});

export const volumeInodesFree = gauge('kubelet_volume_stats_inodes_free', {
  labels: OF_CLAIM,
  unit: 'count',
  help: 'Files that can still be made in the volume of a claim.',
});

export const volumeInodes = gauge('kubelet_volume_stats_inodes', {
  labels: OF_CLAIM,
  unit: 'count',
  help: 'Files that the volume of a claim has room for; 0 for a file system without such a limit.',
});

export const evictions = counter('kubelet_evictions', {
  labels: { ...OF_KUBELET, eviction_signal: any },
  help: 'Pods that the kubelet ended for lack of something on its node; no series for what was never lacking.',
});

export const runningPods = gauge('kubelet_running_pods', {
  labels: OF_KUBELET,
  unit: 'count',
  help: 'Pods that run on the node.',
});

export const relist = histogram('kubelet_pleg_relist_duration_seconds', {
  labels: OF_KUBELET,
  unit: 'seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  help: 'Time in which the kubelet asks the container runtime for all containers, which it does every second or so.',
});

export const clientCertificate = gauge('kubelet_certificate_manager_client_ttl_seconds', {
  labels: OF_KUBELET,
  unit: 'seconds',
  help: 'How long the certificate with which the kubelet calls the API server is still good; +Inf if it renews none.',
});

export const serverCertificate = gauge('kubelet_certificate_manager_server_ttl_seconds', {
  labels: OF_KUBELET,
  unit: 'seconds',
  help: 'How long the certificate that the kubelet shows is still good; +Inf if it renews none.',
});
