import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { errorBudgetDashboard } from '../dashboards/error-budget';
import { sloOverviewDashboard } from '../dashboards/slo-overview';
import { DashboardConfigMap } from '../constructs/grafana/dashboard-config-map';
import type { Links, Workload } from '../signals';
import { dashboardModels } from './dashboard-models';

const NAME = 'slo';
/** The folder in which Grafana shows them, whichever team owns an objective. */
const FOLDER = 'SLO';

export interface SloDashboardsChartProps {
  readonly namespace: string;
  /** At least one of them has an objective. */
  readonly workloads: readonly Workload[];
  readonly links: Links;
}

/** The dashboards of all objectives of all workloads; their rules are in the charts of the workloads. */
export class SloDashboardsChart extends Chart {
  constructor(scope: Construct, { namespace, workloads, links }: SloDashboardsChartProps) {
    super(scope, NAME, { disableResourceNameHashes: true });
    modelsOf(workloads, links).forEach(({ uid, json }) => {
      new DashboardConfigMap(this, uid, {
        name: `dashboard-${uid}`,
        namespace,
        component: NAME,
        folder: FOLDER,
        file: uid,
        json,
      });
    });
  }
}

const modelsOf = dashboardModels((workloads, links) => [
  sloOverviewDashboard(workloads, links),
  errorBudgetDashboard(workloads, links),
]);
