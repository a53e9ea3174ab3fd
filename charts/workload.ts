import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkRuleGroups } from '../alerts/check';
import { ruleGroups } from '../alerts/rule-groups';
import { checkDashboards } from '../dashboards/check';
import { stableJson } from '../dashboards/json';
import { workloadDashboard } from '../dashboards/workload-dashboard';
import { DashboardConfigMap } from '../constructs/grafana/dashboard-config-map';
import { PrometheusRule } from '../constructs/prometheus/prometheus-rule';
import { ServiceMonitor } from '../constructs/prometheus/service-monitor';
import { remembered } from '../promql';
import { exportersOf, type Links, type Workload } from '../signals';
import { mutable } from './mutable';

export interface WorkloadChartProps {
  /** Our namespace; nothing is put into the workload's own. */
  readonly namespace: string;
  readonly workload: Workload;
  readonly links: Links;
}

/** The name of a workload's chart: its own, but for parts of the stack, whose charts are called like them already. */
export const workloadChart = ({ name, scrape }: Pick<Workload, 'name' | 'scrape'>, namespace: string): string =>
  scrape.namespace === namespace ? `${name}-monitoring` : name;

/** What watches one workload: how it is scraped, its rules and its dashboards. */
export class WorkloadChart extends Chart {
  constructor(scope: Construct, { namespace, workload, links }: WorkloadChartProps) {
    super(scope, workloadChart(workload, namespace), { disableResourceNameHashes: true });
    const { name, scrape, team } = workload;
    const common = { namespace, component: name };

    exportersOf(workload)
      .map(({ scrape }) => scrape)
      .filter(({ monitor }) => monitor !== 'of the stack')
      .forEach(({ job, namespace: serviceNamespace, port, interval, honorsLabels }) => {
        new ServiceMonitor(this, job === scrape.job ? 'monitor' : `monitor-${job}`, {
          name: job,
          namespace,
          serviceNamespace,
          selector: { 'app.kubernetes.io/name': job },
          port,
          interval,
          ...(honorsLabels && { honorLabels: true }),
        });
      });
    new PrometheusRule(this, 'rules', {
      ...common,
      name,
      groups: mutable(checkRuleGroups(ruleGroups(workload, links))),
    });

    modelsOf(workload).forEach(({ uid, json }) => {
      new DashboardConfigMap(this, uid, {
        ...common,
        name: `dashboard-${uid}`,
        folder: team.title,
        file: uid,
        json: json.replaceAll(ANY_RUNBOOKS, links.runbooks),
      });
    });
  }
}

/** Stands for where an environment has its runbooks: all else of a dashboard is the same wherever its workload is. */
const ANY_RUNBOOKS = 'https://runbooks.any-environment.example';

/** The dashboards of a workload, drawn and checked once for all environments that share it. */
const modelsOf = remembered((workload: Workload) => {
  const links: Links = { grafana: '', runbooks: ANY_RUNBOOKS };
  const dashboards = workload.dashboards.map((dashboard) => workloadDashboard(workload, dashboard, links));
  checkDashboards(dashboards);
  return dashboards.map((dashboard) => ({ uid: dashboard.uid ?? '', json: stableJson(dashboard) }));
});
