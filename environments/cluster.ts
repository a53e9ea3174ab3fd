/** What is known of a cluster from outside: where its parts are, and which of them can be looked at. */
export interface Cluster {
  /** `managed` by a cloud provider, who shows neither scheduler nor controller manager nor etcd; `kubeadm`: all can be scraped. */
  readonly controlPlane: 'managed' | 'kubeadm';
  /** Who signed what kubelets identify themselves with: each its own, which proves nothing, or the cluster's own authority. */
  readonly kubeletCertificates: 'self-signed' | 'cluster-ca';
  /** How many nodes there are, and how many of them have GPUs: what DaemonSets add up to. */
  readonly nodes: number;
  readonly gpuNodes: number;
  /** Where pods reach the API server: the addresses behind the Service `kubernetes`, and their port. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly port: number };
  /** The addresses of the nodes: kubelets, and what shares their network. */
  readonly nodeCidrs: readonly string[];
  /** The pods that answer DNS. */
  readonly dns: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
}

/** The cluster DNS as every distribution ships it. */
export const KUBE_DNS: Cluster['dns'] = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
