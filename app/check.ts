import { existingServices } from '../charts/exporters';
import { checkEnvironment, type Checked, type ForeignService, type RenderedChart } from '../charts/invariants';
import { clusterServices } from '../constructs/kubernetes/services';
import { OBSERVABILITY } from '../constructs/namespaces';
import type { Environment } from '../environments';
import { exportersOf } from '../signals';
import { graphOf } from './connections';
import { exportersProps } from './props';
import { secretsOf } from './secrets';

/** The teams agreed to it: a workload's Service carries the workload's name as its label, and this port. */
const WORKLOAD_PORT = 'metrics';

/** An environment's files, by the folder in which they are. */
export interface RenderedEnvironment {
  readonly charts: readonly RenderedChart[];
  readonly gates: readonly RenderedChart[];
  readonly argoCd: readonly RenderedChart[];
}

/** @throws Error where the rendered objects break an invariant; the message names the environment, chart and object */
export function check(environment: Environment, rendered: RenderedEnvironment): void {
  checkEnvironment(environment.name, checkedOf(environment, rendered));
}

/** What is rendered of an environment, and what it is held against. */
export const checkedOf = (environment: Environment, { charts, gates, argoCd }: RenderedEnvironment): Checked => ({
  // Gates alone are no environment.
  charts: charts.length === 0 ? [] : [...charts, ...gates, ...argoCd],
  foreignServices: foreignServices(environment),
  graph: graphOf(environment),
  secrets: secretsOf(environment),
});

/** What our monitors select and we don't render: the Services of workloads, of the cluster, and of exporters that are there already. */
function foreignServices(environment: Environment): readonly ForeignService[] {
  const { workloads, cluster, existing = {} } = environment;
  const ofWorkloads = workloads
    .flatMap(exportersOf)
    .filter(({ scrape }) => scrape.namespace !== OBSERVABILITY && scrape.monitor !== 'of the stack')
    .map(({ scrape: { job, namespace } }) => ({
      namespace,
      labels: { 'app.kubernetes.io/name': job },
      ports: [WORKLOAD_PORT],
    }));
  return [
    ...ofWorkloads,
    ...clusterServices({
      controlPlane: cluster.controlPlane,
      kubeletNamespace: existing.operator?.kubeletNamespace ?? OBSERVABILITY,
    }),
    ...existingServices(exportersProps(environment)),
  ];
}
