import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { ALERTS } from '../promql';
import type { Dashboard, Links, Workload } from '../signals';
import { alertAnnotation, deploymentAnnotation } from './kit/annotations';
import { frame } from './kit/frame';
import { dashboardLink } from './kit/links';
import { panel } from './kit/panel';
import { signalsOfWorkload } from './kit/signal-links';
import { datasourceVariable, labelVariable, seriesWith, variableMatchers } from './kit/variables';

/** One dashboard of a workload, derived from the rows in which it shows its signals. */
export function workloadDashboard(workload: Workload, dashboard: Dashboard, links: Links): Grafana {
  const { uid, title, description, rows, variables } = dashboard;
  const { scrape } = workload;
  const context = { match: variableMatchers(variables), services: workload.services };
  return frame({
    uid,
    title,
    description,
    tags: [workload.name, workload.team.name],
    variables: [datasourceVariable(), ...variables.map((label) => labelVariable(label, seriesWith(dashboard, label)))],
    annotations: [
      alertAnnotation(ALERTS.where({ workload: workload.name, alertstate: 'firing' })),
      // The Deployment has the name that its Service has.
      deploymentAnnotation({ namespace: scrape.namespace, name: scrape.job }),
    ],
    links: [
      ...workload.dashboards.filter((other) => other.uid !== uid).map(dashboardLink),
      ...signalsOfWorkload(workload.services, variables),
    ],
    rows: rows.map((row) => ({
      title: row.title,
      panels: row.signals.map((signal) => panel(signal, context, links)),
    })),
  });
}
