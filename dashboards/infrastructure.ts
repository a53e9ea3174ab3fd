import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { ALERTS } from '../promql';
import type { Links, Workload } from '../signals';
import { gpus } from '../workloads/gpus';
import { nodes } from '../workloads/nodes';
import { booted } from '../workloads/nodes/metrics';
import { alertAnnotation } from './kit/annotations';
import { borrowed } from './kit/borrowed';
import { frame, shownRows } from './kit/frame';
import { RESOURCES } from './kit/hardware-signals';
import { dashboardLink } from './kit/links';
import { INFRASTRUCTURE } from './kit/pages';
import { datasourceVariable, labelVariable, variableMatchers } from './kit/variables';

const NODE = 'node';

/** The machines by the USE method: what the workloads of nodes and GPUs know, side by side, and the way to each of their dashboards. */
export function infrastructureDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const lenders = { workloads, links, context: { match: variableMatchers([NODE]) } };
  const watched = workloads.filter(({ name }) => [nodes.name, gpus.name].includes(name));
  const firing = ALERTS.where({ workload: [nodes.name, gpus.name], alertstate: 'firing' });
  return frame({
    ...INFRASTRUCTURE,
    tags: ['infrastructure'],
    variables: [datasourceVariable(), labelVariable(NODE, booted.spec.name)],
    annotations: [alertAnnotation(firing)],
    links: watched.flatMap(({ dashboards }) => dashboards).map(dashboardLink),
    rows: shownRows(RESOURCES.map(({ title, signals }) => ({ title, panels: borrowed(lenders, signals) }))),
  });
}
