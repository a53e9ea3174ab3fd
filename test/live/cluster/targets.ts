import type { Api, LiveObject } from './api';

/** A target as a monitor asks for it, and as Prometheus should find it. */
export interface Expected {
  /** The scrape pool, which names the monitor and its endpoint. */
  readonly pool: string;
  readonly labels: Labels;
}

type Labels = Readonly<Record<string, string>>;

/** The labels of a target that rules and dashboards rely on. A pod's name adds nothing to its address. */
export const COMPARED = ['job', 'namespace', 'service', 'endpoint', 'instance'] as const;

export const compared = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => (COMPARED as readonly string[]).includes(label)));

const GROUP = '/apis/monitoring.coreos.com/v1';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface MonitorSpec {
  readonly jobLabel?: string;
  readonly selector: Selector;
  readonly namespaceSelector?: { readonly any?: boolean; readonly matchNames?: readonly string[] };
}

interface Port {
  readonly port: string;
}

/** What every monitor of the cluster asks for; each of them is a key, even if it finds nothing. */
export async function expectedTargets(api: Api): Promise<ReadonlyMap<string, readonly Expected[]>> {
  const [services, slices, pods, serviceMonitors, podMonitors, probes] = await Promise.all([
    api.list('/api/v1/services'),
    api.list('/apis/discovery.k8s.io/v1/endpointslices'),
    api.list('/api/v1/pods'),
    api.list(`${GROUP}/servicemonitors`),
    api.list(`${GROUP}/podmonitors`),
    api.list(`${GROUP}/probes`),
  ]);
  return new Map([
    ...serviceMonitors.map((monitor) => [nameOf(monitor), ofServices(monitor, services, slices)] as const),
    ...podMonitors.map((monitor) => [nameOf(monitor), ofPods(monitor, pods)] as const),
    ...probes.map((probe) => [nameOf(probe), ofProbe(probe)] as const),
  ]);
}

const nameOf = ({ kind, metadata }: LiveObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** The operator's name for the scrape pool of an endpoint. */
const poolOf = ({ kind, metadata }: LiveObject, index?: number): string =>
  [
    kind.charAt(0).toLowerCase() + kind.slice(1),
    metadata.namespace,
    metadata.name,
    ...(index === undefined ? [] : [index]),
  ].join('/');

const selects = ({ metadata, spec }: LiveObject): ((object: LiveObject) => boolean) => {
  const { selector, namespaceSelector = {} } = spec as unknown as MonitorSpec;
  const { any = false, matchNames = [metadata.namespace ?? ''] } = namespaceSelector;
  return (object) =>
    (any || matchNames.includes(object.metadata.namespace ?? '')) && matches(selector, object.metadata.labels ?? {});
};

function matches(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([label, value]) => labels[label] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          throw new Error(`no such operator of a selector: ${operator}`);
      }
    })
  );
}

interface Slice {
  readonly ports?: readonly { readonly name?: string; readonly port: number }[] | null;
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null;
}

function ofServices(
  monitor: LiveObject,
  services: readonly LiveObject[],
  slices: readonly LiveObject[],
): readonly Expected[] {
  const { endpoints, jobLabel } = monitor.spec as unknown as MonitorSpec & { readonly endpoints: readonly Port[] };
  return services.filter(selects(monitor)).flatMap(({ metadata: { name, namespace = '', labels } }) => {
    const own = slices.filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
    ) as unknown as readonly Slice[];
    const job = (jobLabel === undefined ? undefined : labels?.[jobLabel]) ?? name;
    return endpoints.flatMap(({ port }, index) =>
      own.flatMap((slice) =>
        addresses(slice, port).map((instance) => ({
          pool: poolOf(monitor, index),
          labels: { job, namespace, service: name, endpoint: port, instance },
        })),
      ),
    );
  });
}

/** A slice without endpoints has no ports either: the API server then says null of both. */
const addresses = ({ ports, endpoints }: Slice, name: string): readonly string[] =>
  (ports ?? [])
    .filter((port) => port.name === name)
    .flatMap(({ port }) => (endpoints ?? []).map(({ addresses: [address = ''] }) => `${address}:${port}`));

interface Pod {
  readonly containers: readonly {
    readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  }[];
}

function ofPods(monitor: LiveObject, pods: readonly LiveObject[]): readonly Expected[] {
  const { podMetricsEndpoints, jobLabel } = monitor.spec as unknown as MonitorSpec & {
    readonly podMetricsEndpoints: readonly Port[];
  };
  const { name, namespace: own = '' } = monitor.metadata;
  return pods.filter(selects(monitor)).flatMap(({ metadata: { namespace = '', labels }, spec, status }) => {
    const ports = (spec as unknown as Pod).containers.flatMap((container) => container.ports ?? []);
    const job = (jobLabel === undefined ? undefined : labels?.[jobLabel]) ?? `${own}/${name}`;
    return podMetricsEndpoints.flatMap(({ port }, index) =>
      ports
        .filter((candidate) => candidate.name === port)
        .map(({ containerPort }) => ({
          pool: poolOf(monitor, index),
          labels: { job, namespace, endpoint: port, instance: `${String(status?.podIP)}:${containerPort}` },
        })),
    );
  });
}

interface ProbeSpec {
  readonly jobName?: string;
  readonly targets: { readonly staticConfig?: { readonly static: readonly string[] } };
}

/** @throws Error for a probe whose targets are discovered: none is rendered today */
function ofProbe(probe: LiveObject): readonly Expected[] {
  const { jobName, targets } = probe.spec as unknown as ProbeSpec;
  const { name, namespace = '' } = probe.metadata;
  if (!targets.staticConfig) throw new Error(`Probe ${name}: only static targets are understood here`);
  return targets.staticConfig.static.map((instance) => ({
    pool: poolOf(probe),
    labels: { job: jobName ?? `probe/${namespace}/${name}`, namespace, instance },
  }));
}
