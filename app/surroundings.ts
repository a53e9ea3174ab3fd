import { DNS_PORT } from '../constructs/network/dns';
import { API_SERVER, ENTRY, REGIONS } from '../constructs/network/names';
import type { Addresses, Pods } from '../constructs/network/peers';
import type { Surroundings } from '../constructs/network/surroundings';
import { OBSERVABILITY, OBSERVABILITY_NODE } from '../constructs/namespaces';
import type { Environment } from '../environments';
import type { Exporter } from '../environments/existing';
import type { Endpoint } from '../environments/services';
import { scrapedNamespaces, type Workload } from '../signals';

/** Words of rendered objects by which it is known who calls a service whose address is in a Secret, or is the default of a program. */
const MENTIONS = {
  objectStorage: ['thanos-objstore'],
  notifications: ['pagerduty_configs'],
} as const;

/**
 * An environment as the graph of connections sees it.
 * @param workloads what is watched there, the stack itself among it
 */
export function surroundingsOf(environment: Environment, workloads: readonly Workload[]): Surroundings {
  const { name, availability, cluster, services, entry, regional, globalQueryOver = [], existing = {} } = environment;
  const { oidc, notifications, objectStorage, postgres, openSearch } = services;
  const foreign = unique(workloads.flatMap(scrapedNamespaces)).filter(
    (namespace) => namespace !== OBSERVABILITY && namespace !== OBSERVABILITY_NODE,
  );
  return {
    environment: name,
    availability,
    apiServer: { kind: 'addresses', name: API_SERVER, mentions: [], ...cluster.apiServer },
    dns: { kind: 'pods', name: 'dns', ...cluster.dns, port: DNS_PORT },
    nodes: { cidrs: cluster.nodeCidrs },
    controlPlane: cluster.controlPlane,
    hasGpus: cluster.gpuNodes > 0,
    watched: workloads.map((workload) => workload.name),
    workloads: foreign,
    gated: gatedNamespaces(workloads),
    entry: { kind: 'pods', name: ENTRY, namespace: entry.controllerNamespace },
    publicUrls: { kind: 'addresses', name: 'public URLs', mentions: [], cidrs: entry.cidrs, port: 443 },
    oidc: outside('oidc', oidc),
    notifications: outside('notifications', notifications, MENTIONS.notifications),
    ...(objectStorage && { objectStorage: outside('objectStorage', objectStorage, MENTIONS.objectStorage) }),
    ...(postgres && { postgres: outside('postgres', postgres) }),
    ...(openSearch && { openSearch: outside('openSearch', openSearch) }),
    ...(regional && {
      queriedFrom: { kind: 'addresses' as const, name: REGIONS, mentions: [], cidrs: regional.from, port: 0 },
    }),
    hasGlobalQuery: globalQueryOver.length > 0,
    // Its own region is asked within the cluster.
    regionalQueries: globalQueryOver
      .filter(({ environment: asked }) => asked !== name)
      .map(({ host, ...rest }) => outside(host, { hosts: [host], ...rest })),
    existing: {
      operator: existing.operator !== undefined,
      ...(existing.nodeExporter && { nodeExporter: pods(existing.nodeExporter) }),
      ...(existing.kubeStateMetrics && { kubeStateMetrics: pods(existing.kubeStateMetrics) }),
    },
  };
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** The namespaces of workloads that have a deploy gate. */
export const gatedNamespaces = (workloads: readonly Workload[]): readonly string[] =>
  unique(workloads.filter(isGated).map(({ scrape }) => scrape.namespace));

const isGated = ({ objectives }: Workload): boolean =>
  objectives.some((slo) => slo.kind === 'objective' && slo.gate !== undefined);

const outside = (name: string, { hosts, cidrs, port }: Endpoint, mentions: readonly string[] = []): Addresses => ({
  kind: 'addresses',
  name,
  mentions: [...hosts, ...mentions],
  cidrs,
  port,
});

const pods = ({ namespace, labels, containerPort }: Exporter): Pods => ({
  kind: 'pods',
  name: `pods in ${namespace}`,
  namespace,
  labels,
  port: containerPort,
});
