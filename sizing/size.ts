/** What a component is given. Kubernetes quantities in their canonical spelling. */
export interface Size {
  /** Of a DaemonSet, one on every node it goes to: 1. */
  readonly replicas: number;
  /** For each container of the component's own: what it is promised, and what it may use at most. */
  readonly resources: { readonly requests: Compute; readonly limits: Compute };
}

export type Compute = Readonly<{ cpu: string; memory: string }>;

export interface Stored {
  /** The size of each replica's persistent volume: `50Gi`. */
  readonly volume: string;
}

export interface Buffered {
  /** How many traces each replica has room for in memory. */
  readonly bufferedTraces: number;
}

/** What every component of an environment is given; those that an environment lacks are sized and not used. */
export interface Sizes {
  readonly operator: Size;
  /** `retentionSize` is a Prometheus size (`40GiB`): less than the volume, for the write-ahead log and a compaction come on top. */
  readonly prometheus: Size & Stored & { readonly retentionSize: string };
  readonly thanosSidecar: Size;
  readonly thanosStore: Size & Stored;
  readonly thanosCompactor: Size & Stored;
  readonly thanosQuery: Size;
  readonly thanosQueryFrontend: Size;
  readonly alertmanager: Size & Stored;
  readonly grafana: Size & Stored;
  readonly grafanaSidecar: Size;
  readonly loki: Size & Stored;
  /** All of Jaeger in one pod, with badger. */
  readonly jaeger: Size & Stored;
  readonly jaegerCollector: Size;
  readonly jaegerQuery: Size;
  readonly jaegerIndexCleaner: Size;
  readonly collectorAgent: Size;
  readonly collectorGateway: Size;
  readonly collectorSampler: Size & Stored & Buffered;
  readonly nodeExporter: Size;
  readonly kubeStateMetrics: Size;
  readonly blackboxExporter: Size;
  readonly dcgmExporter: Size;
  readonly authProxy: Size;
}

/** What an environment sets itself instead of what its preset says. */
export type SizeOverrides = { readonly [C in keyof Sizes]?: Partial<Sizes[C]> };
