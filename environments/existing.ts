/** What a cluster has already, such as with kube-prometheus-stack: it is used, and ours left out. */
export interface Existing {
  /** A Prometheus Operator, of the version that ours has, that watches our namespace. */
  readonly operator?: {
    /** The namespace in which it keeps its Service for the kubelets: that of its `--kubelet-service`. */
    readonly kubeletNamespace: string;
  };
  readonly nodeExporter?: Exporter;
  readonly kubeStateMetrics?: Exporter;
}

/** A Service of somebody else that our Prometheus scrapes. */
export interface Exporter {
  readonly namespace: string;
  /** Labels of the Service, and of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** The name of its port, and the number of the container's. */
  readonly port: string;
  readonly containerPort: number;
}
