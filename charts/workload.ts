import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkRuleGroups } from '../alerts/check';
import { ruleGroups } from '../alerts/rule-groups';
import { workloadDashboard } from '../dashboards/workload-dashboard';
import { DashboardConfigMap } from '../constructs/grafana/dashboard-config-map';
import { PrometheusRule } from '../constructs/prometheus/prometheus-rule';
import { ServiceMonitor } from '../constructs/prometheus/service-monitor';
import { exportersOf, type Links, type Workload } from '../signals';
import { dashboardModels } from './dashboard-models';
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

    modelsOf([workload], links).forEach(({ uid, json }) => {
      new DashboardConfigMap(this, uid, {
        ...common,
        name: `dashboard-${uid}`,
        folder: team.title,
        file: uid,
        json,
      });
    });
  }
}

const modelsOf = dashboardModels((workloads, links) =>
  workloads.flatMap((workload) =>
    workload.dashboards.map((dashboard) => workloadDashboard(workload, dashboard, links)),
  ),
);
