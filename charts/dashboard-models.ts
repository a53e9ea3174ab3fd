import { checkDashboards, type RenderedDashboard } from '../dashboards/check';
import { stableJson } from '../dashboards/json';
import type { Links, Workload } from '../signals';

/** A dashboard as a file. */
export interface DashboardModel {
  readonly uid: string;
  readonly json: string;
}

/** Stands for where an environment has its runbooks: all else of a dashboard is the same wherever its workloads are. */
const ANY_RUNBOOKS = 'https://runbooks.any-environment.example';

/**
 * Dashboards of workloads, drawn and checked once for all environments that have the same ones.
 * @param draw what is drawn of them
 */
export function dashboardModels(
  draw: (workloads: readonly Workload[], links: Links) => readonly RenderedDashboard[],
): (workloads: readonly Workload[], links: Links) => readonly DashboardModel[] {
  const drawn: { readonly of: readonly Workload[]; readonly models: readonly DashboardModel[] }[] = [];
  const isSame = (of: readonly Workload[], others: readonly Workload[]): boolean =>
    of.length === others.length && of.every((one, i) => one === others[i]);
  return (workloads, { runbooks }) => {
    const before = drawn.find(({ of }) => isSame(of, workloads));
    const models = before?.models ?? modelsOf(draw(workloads, { grafana: '', runbooks: ANY_RUNBOOKS }));
    if (!before) drawn.push({ of: workloads, models });
    return models.map(({ uid, json }) => ({ uid, json: json.replaceAll(ANY_RUNBOOKS, runbooks) }));
  };
}

function modelsOf(dashboards: readonly RenderedDashboard[]): readonly DashboardModel[] {
  checkDashboards(dashboards);
  return dashboards.map((dashboard) => ({ uid: dashboard.uid ?? '', json: stableJson(dashboard) }));
}
