/** What an environment is made for. From these counts follows how much there is to measure: {@link loadOf}. */
export interface Population {
  readonly nodes: number;
  /** Requests per second to the yield predictor at peak. */
  readonly requestsPerSecond: number;
  /** Testers on the floor. */
  readonly testers: number;
  /** Replicas of the API server. */
  readonly apiServers: number;
  /** Pods of this stack. */
  readonly stackPods: number;
}

/** How much an environment measures at most. */
export interface Load {
  /** Active series in Prometheus. */
  readonly series: number;
  /** Spans per second that services send, before sampling. */
  readonly spansPerSecond: number;
  /** Log bytes per day, before compression. */
  readonly logBytesPerDay: number;
}

/**
 * What one of each brings. The counts are estimates to plan by, and not limits: `prometheus_tsdb_head_series`,
 * `otelcol_receiver_accepted_spans_total` and `loki_distributor_bytes_received_total` tell what an environment really has.
 */
export const EACH = {
  /** kube-state-metrics' own scalability tests are made with so many pods a node. */
  podsPerNode: 30,
  /** Node exporter on 32 cores 1,500; kubelet and its container of containers 1,800; kube-state-metrics 200. */
  seriesPerNode: 3_500,
  /** cAdvisor about 80 (CPU, memory, file system, network), kube-state-metrics about 70 (phases, conditions, containers, owners). */
  seriesPerPod: 150,
  /** After the buckets of request durations that no rule of ours reads are dropped. */
  seriesPerApiServer: 15_000,
  /** 200 tests, each with a count, a duration and its outliers. */
  seriesPerTester: 600,
  /** Predictor, STDF pipeline, metrics of spans of twenty services, and what is recorded for objectives. */
  seriesOfWorkloads: 30_000,
  /** Go runtime, HTTP and gRPC histograms of a component of this stack. */
  seriesPerStackPod: 800,
  /** Server, feature lookup, cache, inference, database. */
  spansPerRequest: 5,
  /** One line of JSON with the identifiers of trace, request and user. */
  logBytesPerRequest: 500,
  /** A line of 250 bytes every five seconds. */
  logBytesPerPodSecond: 50,
  /** Deployments that run twice for a while, another product on the floor, a bad day. */
  margin: 1.5,
} as const;

/** How much there is to measure where there is so much of everything, with its margin, rounded up to two digits. */
export function loadOf({ nodes, requestsPerSecond, testers, apiServers, stackPods }: Population): Load {
  const pods = nodes * EACH.podsPerNode;
  const series =
    nodes * EACH.seriesPerNode +
    pods * EACH.seriesPerPod +
    apiServers * EACH.seriesPerApiServer +
    testers * EACH.seriesPerTester +
    stackPods * EACH.seriesPerStackPod +
    EACH.seriesOfWorkloads;
  const logsPerSecond = requestsPerSecond * EACH.logBytesPerRequest + pods * EACH.logBytesPerPodSecond;
  return {
    series: twoDigits(series * EACH.margin),
    spansPerSecond: twoDigits(requestsPerSecond * EACH.spansPerRequest * EACH.margin),
    logBytesPerDay: twoDigits(logsPerSecond * 86_400 * EACH.margin),
  };
}

function twoDigits(count: number): number {
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / unit) * unit;
}

/** `small`: a cluster for development, a pilot. `medium`: a fab. `large`: the largest fab, with all predictions. */
export const POPULATIONS = {
  small: { nodes: 6, requestsPerSecond: 20, testers: 20, apiServers: 1, stackPods: 40 },
  medium: { nodes: 25, requestsPerSecond: 1_000, testers: 20, apiServers: 3, stackPods: 100 },
  large: { nodes: 50, requestsPerSecond: 5_000, testers: 20, apiServers: 3, stackPods: 160 },
} as const satisfies Readonly<Record<string, Population>>;

export type PresetName = keyof typeof POPULATIONS;

export const PRESETS: Readonly<Record<PresetName, Load>> = {
  small: loadOf(POPULATIONS.small),
  medium: loadOf(POPULATIONS.medium),
  large: loadOf(POPULATIONS.large),
};
