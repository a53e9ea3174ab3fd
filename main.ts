import { join } from 'node:path';
import { App, type Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { alertmanagerConfig } from './alerts/alertmanager';
import { RECEIVERS_SECRET } from './alerts/receivers';
import { deployGates } from './alerts/slo/gate';
import { AlertmanagerChart } from './charts/alertmanager';
import { GATE_FORMS, GateChart } from './charts/gate';
import { GrafanaChart } from './charts/grafana';
import { checkEnvironment, type RenderedChart } from './charts/invariants';
import { JaegerChart } from './charts/jaeger';
import { LokiChart } from './charts/loki';
import { NamespacesChart, OBSERVABILITY } from './charts/namespaces';
import { OperatorChart } from './charts/operator';
import { PrometheusChart } from './charts/prometheus';
import { SloDashboardsChart } from './charts/slo-dashboards';
import { WorkloadChart } from './charts/workload';
import { toYaml } from './constructs/yaml';
import type { Environment } from './environments';
import { checkEnvironments } from './environments/check';
import { applyOverrides, checkTogether, DeclarationError, type Workload } from './signals';
import { sre, TEAMS } from './workloads/teams';

/** Creates one chart; kept apart from its creation, so that each can be timed. */
export type ChartFactory = (scope: Construct) => Chart;

/** The teams agreed to it: a workload's Service carries the workload's name as its label, and this port. */
const WORKLOAD_PORT = 'metrics';

/** Rules are evaluated twice a minute, whatever the scrape interval is. */
const EVALUATION_INTERVAL = '30s';

/** @throws DeclarationError with the environment's name, for overrides and workloads that do not fit each other */
function watchedIn({ name, workloads, overrides }: Environment): readonly Workload[] {
  try {
    return checkTogether(applyOverrides(workloads, overrides));
  } catch (cause) {
    throw new DeclarationError(`environment ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Charts that every environment has; a workload's chart has the workload's name. */
export const STACK: readonly string[] = [
  'namespaces',
  'prometheus-operator',
  'prometheus',
  'alertmanager',
  'grafana',
  'jaeger',
  'loki',
  'slo',
];

/** The charts of an environment, in the order in which they are installed. Each becomes `dist/<environment>/<chart>.k8s.yaml`. */
export function chartsOf(environment: Environment): readonly ChartFactory[] {
  const { name, region, urls, sizes, retention, images = {}, scrapeInterval } = environment;
  const workloads = watchedIn(environment);
  const reserved = workloads.find((workload) => STACK.includes(workload.name));
  if (reserved) {
    throw new DeclarationError(`environment ${name}: workload ${reserved.name} has the name of a chart of the stack`);
  }
  const links = { grafana: urls.grafana, runbooks: urls.runbooks };
  const common = {
    namespace: OBSERVABILITY,
    scrapeInterval,
    images,
  };

  return [
    (app) => new NamespacesChart(app),
    (app) => new OperatorChart(app, { ...common, ...sizes.operator }),
    (app) =>
      new PrometheusChart(app, {
        ...common,
        ...sizes.prometheus,
        owner: sre,
        links,
        externalLabels: { cluster: name, region },
        externalUrl: urls.prometheus,
        workloadNamespaces: workloads.map(({ scrape }) => scrape.namespace),
        evaluationInterval: EVALUATION_INTERVAL,
        retention: { days: retention.metrics, size: sizes.prometheus.retentionSize },
      }),
    (app) =>
      new AlertmanagerChart(app, {
        ...common,
        ...sizes.alertmanager,
        receiversSecret: RECEIVERS_SECRET,
        config: toYaml(alertmanagerConfig({ teams: TEAMS, fallback: sre, workloads })),
        externalUrl: urls.alertmanager,
      }),
    (app) =>
      new GrafanaChart(app, {
        ...common,
        ...sizes.grafana,
        environment: name,
        url: urls.grafana,
        dashboardNamespaces: [OBSERVABILITY],
      }),
    (app) => new JaegerChart(app, { ...common, ...sizes.jaeger, retentionDays: retention.traces }),
    (app) => new LokiChart(app, { ...common, ...sizes.loki, retentionDays: retention.logs }),
    ...(workloads.some(({ objectives }) => objectives.length > 0)
      ? [(app: Construct) => new SloDashboardsChart(app, { namespace: OBSERVABILITY, workloads, links })]
      : []),
    ...workloads.map(
      (workload): ChartFactory =>
        (app) =>
          new WorkloadChart(app, { namespace: OBSERVABILITY, workload, links }),
    ),
  ];
}

/** Where an environment's deploy gates are rendered: they belong to the Applications of the workloads, none of ours has them. */
export const GATES = 'gates';

/** The deploy gates of an environment. Each becomes `dist/<environment>/gates/<gate>.k8s.yaml`. */
export function gatesOf(environment: Environment): readonly ChartFactory[] {
  const { urls, images = {} } = environment;
  const links = { grafana: urls.grafana, runbooks: urls.runbooks };
  return watchedIn(environment)
    .flatMap((workload) => deployGates(workload, links))
    .flatMap((gate) =>
      GATE_FORMS.map(
        (form): ChartFactory =>
          (app) =>
            new GateChart(app, {
              gate,
              form,
              namespace: OBSERVABILITY,
              images,
            }),
      ),
    );
}

/** @throws Error where the rendered objects break an invariant; the message names the environment, chart and object */
export function check(
  environment: Environment,
  charts: readonly RenderedChart[],
  gates: readonly RenderedChart[] = [],
): void {
  const services = environment.workloads.map(({ name, scrape: { namespace } }) => ({
    namespace,
    labels: { 'app.kubernetes.io/name': name },
    ports: [WORKLOAD_PORT],
  }));
  // Gates alone are no environment.
  checkEnvironment(environment.name, charts.length === 0 ? [] : [...charts, ...gates], services);
}

function appOf(outdir: string, create: readonly ChartFactory[]): App {
  const app = new App({ outdir });
  create.forEach((chart) => chart(app));
  return app;
}

const renderedIn = ({ charts }: App): readonly RenderedChart[] =>
  charts.map((chart) => ({ name: chart.node.id, objects: chart.toJson() as RenderedChart['objects'] }));

/** For `npx cdk8s synth`, which empties its output folder first: `npm run synth` replaces it only when all is good. */
async function main(): Promise<void> {
  const { ENVIRONMENTS } = await import('./environments');
  for (const environment of checkEnvironments(ENVIRONMENTS)) {
    const outdir = join(process.env.CDK8S_OUTDIR ?? 'dist', environment.name);
    const charts = appOf(outdir, chartsOf(environment));
    const gates = appOf(join(outdir, GATES), gatesOf(environment));
    check(environment, renderedIn(charts), renderedIn(gates));
    charts.synth();
    if (gates.charts.length > 0) gates.synth();
  }
}

if (require.main === module) void main();
