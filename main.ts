import { TEMPLATES } from './alerts/notifications/file';
import { RECEIVERS_SECRET } from './alerts/receivers/credentials';
import { alertmanagerConfigOf, templatesOf } from './app/alerting';
import type { ChartFactory } from './app/chart-factory';
import { connectionsOf } from './app/connections';
import { linksOf, platformOf } from './app/platform';
import * as props from './app/props';
import { secretsOf } from './app/secrets';
import { watchedIn } from './app/watched';
import { AlertmanagerChart } from './charts/alertmanager';
import { CollectorChart } from './charts/collector';
import { EntryChart } from './charts/entry';
import { ExportersChart } from './charts/exporters';
import { GrafanaChart } from './charts/grafana';
import { JaegerChart } from './charts/jaeger';
import { KubernetesChart } from './charts/kubernetes';
import { LokiChart } from './charts/loki';
import { NamespacesChart } from './charts/namespaces';
import { NetworkChart } from './charts/network';
import { OperatorChart } from './charts/operator';
import { OverviewChart } from './charts/overview';
import { PrometheusChart } from './charts/prometheus';
import { SecretsChart } from './charts/secrets';
import { SloDashboardsChart } from './charts/slo-dashboards';
import { ThanosChart } from './charts/thanos';
import { ThanosGlobalChart } from './charts/thanos-global';
import { WorkloadChart, workloadChart } from './charts/workload';
import { OBSERVABILITY, OBSERVABILITY_NODE } from './constructs/namespaces';
import { toYaml } from './constructs/yaml';
import type { Environment } from './environments';
import { sizesOf } from './environments/sizes';
import { DeclarationError, type Links, type Workload } from './signals';
import { sre } from './workloads/teams';

/** Rules are evaluated twice a minute, whatever the scrape interval is. */
const EVALUATION_INTERVAL = '30s';

/** The names of the stack's own charts, of which an environment has those that it needs. A workload's chart has another name. */
export const STACK: readonly string[] = [
  'namespaces',
  'network',
  'secrets',
  'prometheus-operator',
  'kubernetes',
  'exporters',
  'prometheus',
  'thanos',
  'thanos-global',
  'alertmanager',
  'grafana',
  'loki',
  'jaeger',
  'collector',
  'entry',
  'overview',
  'slo',
];

/** The charts of an environment, in the order in which they are installed. Each becomes `dist/<environment>/<chart>.k8s.yaml`. */
export function chartsOf(environment: Environment): readonly ChartFactory[] {
  const { urls, secretStore, existing = {}, globalQueryOver } = environment;
  const sizes = sizesOf(environment);
  const workloads = watchedIn(environment);
  const platform = platformOf(environment);
  const links = linksOf(environment);
  checkNames(environment);

  return [
    (app) => new NamespacesChart(app),
    (app) =>
      new NetworkChart(app, {
        namespaces: [OBSERVABILITY, OBSERVABILITY_NODE],
        connections: connectionsOf(environment),
      }),
    ...optional(
      secretStore && ((app) => new SecretsChart(app, { store: secretStore, secrets: secretsOf(environment) })),
    ),
    ...optional(existing.operator ? undefined : (app) => new OperatorChart(app, { ...platform, ...sizes.operator })),
    (app) => new KubernetesChart(app, props.kubernetesProps(environment)),
    (app) => new ExportersChart(app, props.exportersProps(environment)),
    (app) =>
      new PrometheusChart(app, {
        ...props.prometheusProps(environment, workloads),
        owner: sre,
        links,
        evaluationInterval: EVALUATION_INTERVAL,
      }),
    ...optional(
      props.isReplicated(environment) ? (app) => new ThanosChart(app, props.thanosProps(environment)) : undefined,
    ),
    ...optional(globalQueryOver && ((app) => new ThanosGlobalChart(app, props.thanosGlobalProps(environment)))),
    (app) =>
      new AlertmanagerChart(app, {
        ...platform,
        ...sizes.alertmanager,
        operator: props.operatedBy(environment),
        receiversSecret: RECEIVERS_SECRET,
        config: toYaml(alertmanagerConfigOf(environment)),
        templates: { ...TEMPLATES, text: templatesOf(environment) },
        externalUrl: urls.alertmanager,
      }),
    (app) => new GrafanaChart(app, props.grafanaProps(environment)),
    (app) => new LokiChart(app, props.lokiProps(environment, workloads)),
    (app) => new JaegerChart(app, props.jaegerProps(environment)),
    (app) => new CollectorChart(app, props.collectorProps(environment)),
    (app) => new EntryChart(app, props.entryProps(environment)),
    ...(workloads.some(({ objectives }) => objectives.length > 0) ? acrossWorkloads(workloads, links) : []),
    ...workloads.map(
      (workload): ChartFactory =>
        (app) =>
          new WorkloadChart(app, { namespace: OBSERVABILITY, workload, links }),
    ),
  ];
}

/** What says of all workloads together whether they are well; it begins with their objectives. */
const acrossWorkloads = (workloads: readonly Workload[], links: Links): readonly ChartFactory[] => [
  (app) => new OverviewChart(app, { namespace: OBSERVABILITY, workloads, links }),
  (app) => new SloDashboardsChart(app, { namespace: OBSERVABILITY, workloads, links }),
];

const optional = (chart: ChartFactory | undefined): readonly ChartFactory[] => (chart ? [chart] : []);

function checkNames({ name, workloads }: Environment): void {
  const reserved = workloads.find((workload) => STACK.includes(workloadChart(workload, OBSERVABILITY)));
  if (reserved) {
    throw new DeclarationError(`environment ${name}: workload ${reserved.name} has the name of a chart of the stack`);
  }
}
