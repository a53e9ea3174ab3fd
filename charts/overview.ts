import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { alertsDashboard } from '../dashboards/alerts';
import { executiveDashboard } from '../dashboards/executive';
import { incidentImpactDashboard } from '../dashboards/incident-impact';
import { infrastructureDashboard } from '../dashboards/infrastructure';
import { logsDashboard } from '../dashboards/logs';
import { monitoringHealthDashboard } from '../dashboards/monitoring-health';
import { tracesDashboard } from '../dashboards/traces';
import { DashboardConfigMap } from '../constructs/grafana/dashboard-config-map';
import type { Links, Workload } from '../signals';
import { dashboardModels } from './dashboard-models';

const NAME = 'overview';
/** The folder in which Grafana shows them: they are everybody's. */
const FOLDER = 'Overview';

export interface OverviewChartProps {
  readonly namespace: string;
  /** At least one of them has an objective. */
  readonly workloads: readonly Workload[];
  readonly links: Links;
}

/** The dashboards that say of all workloads together whether they are well: where people begin, and drill down from. */
export class OverviewChart extends Chart {
  constructor(scope: Construct, { namespace, workloads, links }: OverviewChartProps) {
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

const modelsOf = dashboardModels((workloads, links) =>
  [
    executiveDashboard(workloads, links),
    incidentImpactDashboard(workloads, links),
    alertsDashboard(),
    infrastructureDashboard(workloads, links),
    tracesDashboard(workloads, links),
    logsDashboard(),
    monitoringHealthDashboard(workloads, links),
    // Where nothing is watched of what one is about, it has no panels.
  ].filter(({ panels = [] }) => panels.length > 0),
);
