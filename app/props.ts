import type { CollectorChartProps } from '../charts/collector';
import type { EntryChartProps } from '../charts/entry';
import type { ExportersChartProps } from '../charts/exporters';
import type { GrafanaChartProps } from '../charts/grafana';
import type { JaegerChartProps } from '../charts/jaeger';
import type { KubernetesChartProps } from '../charts/kubernetes';
import type { LokiChartProps } from '../charts/loki';
import type { PrometheusChartProps } from '../charts/prometheus';
import type { ThanosChartProps } from '../charts/thanos';
import type { ThanosGlobalChartProps } from '../charts/thanos-global';
import type { SignIn } from '../constructs/entry/sign-in';
import type { ProbeTarget } from '../constructs/exporters/blackbox-exporter';
import { OBSERVABILITY, OBSERVABILITY_NODE } from '../constructs/namespaces';
import type { OperatedBy } from '../constructs/operator/controller-id';
import type { Environment } from '../environments';
import type { ObjectStorage } from '../environments/services';
import { sizesOf } from '../environments/sizes';
import { scrapedNamespaces, type Workload } from '../signals';
import { TEAMS } from '../workloads/teams';
import { linksOf, platformOf } from './platform';
import { GRAFANA_LINKS, jaegerUiOf } from './signal-links';

/** What the charts of an environment are given. Each function is what one chart says of it in `main.ts`. */

export const kubernetesProps = (environment: Environment): KubernetesChartProps => {
  const { cluster, existing = {} } = environment;
  return {
    ...platformOf(environment),
    controlPlane: cluster.controlPlane,
    kubelet: {
      namespace: existing.operator?.kubeletNamespace ?? OBSERVABILITY,
      certificates: cluster.kubeletCertificates,
    },
  };
};

export function exportersProps(environment: Environment): ExportersChartProps {
  const { cluster, existing = {} } = environment;
  const { nodeExporter, kubeStateMetrics, blackboxExporter, dcgmExporter } = sizesOf(environment);
  return {
    ...platformOf(environment),
    nodeExporter: existing.nodeExporter ? { existing: existing.nodeExporter } : nodeExporter,
    kubeStateMetrics: existing.kubeStateMetrics ? { existing: existing.kubeStateMetrics } : kubeStateMetrics,
    blackboxExporter: { ...blackboxExporter, targets: probed(environment), ca: PUBLIC_CA },
    ...(cluster.gpuNodes > 0 && { dcgmExporter }),
  };
}

/** The fab's own authority signs what is public; cert-manager puts it beside each certificate. */
const PUBLIC_CA = { secret: 'grafana-tls', key: 'ca.crt' };

/** What people open, as they find it: the pages behind the proxies let no stranger in. */
const probed = ({ urls }: Environment): readonly ProbeTarget[] => [
  { name: 'grafana', url: `${urls.grafana}/api/health`, module: 'http_2xx' },
  { name: 'prometheus', url: urls.prometheus, module: 'http_sign_in' },
  { name: 'alertmanager', url: urls.alertmanager, module: 'http_sign_in' },
  { name: 'jaeger', url: urls.jaeger, module: 'http_sign_in' },
  { name: 'runbooks', url: urls.runbooks, module: 'http_2xx' },
];

export function prometheusProps(
  environment: Environment,
  workloads: readonly Workload[],
): Omit<PrometheusChartProps, 'owner' | 'links' | 'evaluationInterval'> {
  const { urls, retention } = environment;
  const { prometheus, thanosSidecar } = sizesOf(environment);
  return {
    ...platformOf(environment),
    ...prometheus,
    operator: operatedBy(environment),
    externalLabels: externalLabelsOf(environment),
    externalUrl: urls.prometheus,
    workloadNamespaces: [OBSERVABILITY_NODE, ...workloads.flatMap(scrapedNamespaces)],
    retention: { days: retention.metrics, size: prometheus.retentionSize },
    ...(isReplicated(environment) && { thanos: thanosSidecar }),
  };
}

/** What every series and every alert carries that leaves the cluster. */
const externalLabelsOf = ({ name, region }: Environment) => ({ cluster: name, region });

/** The proxy through which people are notified, where there is one. */
export const proxyOf = ({ services: { notifications } }: Environment): { readonly proxy?: string } =>
  notifications.proxy === undefined ? {} : { proxy: notifications.proxy };

export const operatedBy = ({ existing = {} }: Environment): OperatedBy =>
  existing.operator ? 'existing operator' : 'our operator';

export function thanosProps(environment: Environment): ThanosChartProps {
  const { thanosStore, thanosCompactor, thanosQuery, thanosQueryFrontend } = sizesOf(environment);
  const { retention, regional } = environment;
  return {
    ...platformOf(environment),
    store: thanosStore,
    compactor: { ...thanosCompactor, retention: retention.bucket },
    query: thanosQuery,
    queryFrontend: thanosQueryFrontend,
    ...(regional && { regional }),
  };
}

export function thanosGlobalProps(environment: Environment): ThanosGlobalChartProps {
  const { name, globalQueryOver = [] } = environment;
  const { thanosQuery, thanosQueryFrontend } = sizesOf(environment);
  return {
    ...platformOf(environment),
    environment: name,
    regions: globalQueryOver,
    query: thanosQuery,
    queryFrontend: thanosQueryFrontend,
  };
}

export function lokiProps(environment: Environment, workloads: readonly Workload[]): LokiChartProps {
  const { retention, services } = environment;
  const { objectStorage } = services;
  return {
    ...platformOf(environment),
    ...sizesOf(environment).loki,
    retentionDays: retention.logs,
    auditRetentionDays: retention.auditLogs,
    workloads,
    links: linksOf(environment),
    externalLabels: externalLabelsOf(environment),
    ...(isReplicated(environment) &&
      objectStorage && {
        bucket: {
          bucket: objectStorage.buckets.logs,
          endpoint: endpointOf(objectStorage),
          region: objectStorage.region,
        },
      }),
  };
}

/** Host and port of an object store. */
export const endpointOf = ({ hosts, port }: ObjectStorage): string => `${hosts[0] ?? ''}:${port}`;

export function jaegerProps(environment: Environment): JaegerChartProps {
  const { name, retention, services } = environment;
  const { jaeger, jaegerCollector, jaegerQuery, jaegerIndexCleaner } = sizesOf(environment);
  const common = { ...platformOf(environment), retentionDays: retention.traces, ui: jaegerUiOf(environment) };
  return isReplicated(environment) && services.openSearch
    ? {
        ...common,
        availability: 'replicated',
        openSearch: { ...services.openSearch, indexPrefix: name },
        collector: jaegerCollector,
        query: jaegerQuery,
        indexCleaner: jaegerIndexCleaner,
      }
    : { ...common, ...jaeger, availability: 'single' };
}

export function collectorProps(environment: Environment): CollectorChartProps {
  const { collectorAgent, collectorGateway, collectorSampler } = sizesOf(environment);
  return {
    ...platformOf(environment),
    availability: environment.availability,
    agent: collectorAgent,
    gateway: collectorGateway,
    sampler: collectorSampler,
  };
}

export function grafanaProps(environment: Environment): GrafanaChartProps {
  const { name, availability, urls, services, globalQueryOver } = environment;
  const { grafana, grafanaSidecar } = sizesOf(environment);
  const { postgres } = services;
  return {
    ...platformOf(environment),
    ...grafana,
    sidecarResources: grafanaSidecar.resources,
    environment: name,
    availability,
    hasGlobalQuery: globalQueryOver !== undefined,
    url: urls.grafana,
    links: GRAFANA_LINKS,
    signIn: signInOf(environment),
    dashboardNamespaces: [OBSERVABILITY],
    ...(isReplicated(environment) && postgres && { database: { ...postgres, host: postgres.hosts[0] ?? '' } }),
  };
}

export const entryProps = (environment: Environment): EntryChartProps => ({
  ...platformOf(environment),
  ...sizesOf(environment).authProxy,
  entry: environment.entry,
  urls: environment.urls,
  availability: environment.availability,
  signIn: signInOf(environment),
});

const signInOf = ({ services: { oidc } }: Environment): SignIn => ({ ...oidc, teams: TEAMS.map(({ name }) => name) });

export const isReplicated = ({ availability }: Environment): boolean => availability === 'replicated';
