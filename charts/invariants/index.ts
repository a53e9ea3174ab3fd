import type { RequiredSecret } from '../../constructs/secrets/secret';
import { checkDashboardLinks } from './dashboards';
import { checkImages } from './images';
import type { KubeObject, RenderedChart } from './kube-object';
import { checkMonitors, type ForeignService } from './monitors';
import { checkName } from './names';
import { checkNotEmpty } from './not-empty';
import { checkPodProbes } from './pod-probes';
import { checkPodResources } from './pod-resources';
import { checkExceptions, checkPodSecurity } from './pod-security';
import { checkConnections } from './network/check';
import type { Graph } from './network/needs';
import { checkScope } from './scope';
import { checkSecrets } from './secrets';
import { checkSize } from './sizes';
import { checkUnique } from './unique';

export type { KubeObject, RenderedChart } from './kube-object';
export { exceptionsIn, POD_EXCEPTIONS, type PodException } from './exceptions';
export type { ForeignService } from './monitors';

const OBJECT_CHECKS: readonly ((object: KubeObject) => void)[] = [
  checkName,
  checkScope,
  checkImages,
  checkPodSecurity,
  checkPodResources,
  checkPodProbes,
  checkSize,
];

/** An environment's objects, and what they are held against. */
export interface Checked {
  readonly charts: readonly RenderedChart[];
  /** Services that our monitors select and that we don't render: of workloads, of the cluster, of the operator. */
  readonly foreignServices: readonly ForeignService[];
  /** The graph of connections that network policies are made of. */
  readonly graph: Graph;
  /** Secrets that somebody is told to create. */
  readonly secrets: readonly RequiredSecret[];
}

/**
 * Everything that must hold of an environment's rendered objects.
 *
 * @param environment its name, for messages
 * @throws Error at the first violation: environment, chart, object, the offending value, what to do
 */
export function checkEnvironment(environment: string, { charts, foreignServices, graph, secrets }: Checked): void {
  locate(`environment ${environment}`, () => {
    checkNotEmpty(charts);
    checkUnique(charts);
    const objects = charts.flatMap((chart) => chart.objects);
    checkMonitors(objects, foreignServices);
    checkExceptions(objects);
    checkConnections(objects, graph);
    checkSecrets(objects, secrets);
    checkDashboardLinks(objects);
  });
  checkObjects(environment, charts);
}

/** What must hold of each object by itself. @throws Error at the first violation */
export function checkObjects(environment: string, charts: readonly RenderedChart[]): void {
  for (const { name, objects } of charts) {
    locate(`environment ${environment}, chart ${name}`, () => {
      objects.forEach((object) => {
        OBJECT_CHECKS.forEach((check) => {
          check(object);
        });
      });
    });
  }
}

/** Says where a violation is. */
function locate(where: string, check: () => void): void {
  try {
    check();
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
