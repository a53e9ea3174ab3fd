/** A Service that we scrape and don't render: the cluster's own, or one that the operator keeps. */
export interface ClusterService {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The names of its ports. */
  readonly ports: readonly string[];
}

/**
 * The Service without pods behind it that the Prometheus Operator keeps for the kubelets (`--kubelet-service`): labels and ports
 * as v0.93.1 writes them (pkg/kubelet/controller.go). Somebody else's operator keeps it elsewhere.
 */
export const kubeletService = (namespace: string): ClusterService => ({
  namespace,
  labels: { 'k8s-app': 'kubelet', 'app.kubernetes.io/name': 'kubelet' },
  ports: ['https-metrics', 'cadvisor'],
});

/** The Service of the API server, which it makes itself. */
export const API_SERVER_SERVICE: ClusterService = {
  namespace: 'default',
  labels: { component: 'apiserver', provider: 'kubernetes' },
  ports: ['https'],
};

/** The Service of the cluster's DNS as kubeadm makes it. */
export const DNS_SERVICE: ClusterService = {
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  ports: ['dns', 'dns-tcp', 'metrics'],
};

export interface ClusterServicesProps {
  readonly controlPlane: 'managed' | 'kubeadm';
  /** The namespace of the operator's Service for the kubelets. */
  readonly kubeletNamespace: string;
}

/** All that the monitors of a cluster select and that no chart of ours renders. */
export const clusterServices = ({
  controlPlane,
  kubeletNamespace,
}: ClusterServicesProps): readonly ClusterService[] => [
  kubeletService(kubeletNamespace),
  API_SERVER_SERVICE,
  ...(controlPlane === 'kubeadm' ? [DNS_SERVICE] : []),
];
