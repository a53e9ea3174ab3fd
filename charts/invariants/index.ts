import { checkImages } from './images';
import type { KubeObject, RenderedChart } from './kube-object';
import { checkMonitors, type ForeignService } from './monitors';
import { checkName } from './names';
import { checkNotEmpty } from './not-empty';
import { checkPodProbes } from './pod-probes';
import { checkPodResources } from './pod-resources';
import { checkExceptions, checkPodSecurity } from './pod-security';
import { checkScope } from './scope';
import { checkSize } from './sizes';
import { checkUnique } from './unique';

export type { KubeObject, RenderedChart } from './kube-object';
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

/**
 * Everything that must hold of an environment's rendered objects.
 *
 * @param environment its name, for messages
 * @param foreignServices the Services of the workloads, which our monitors select and which we don't render
 * @throws Error at the first violation: environment, chart, object, the offending value, what to do
 */
export function checkEnvironment(
  environment: string,
  charts: readonly RenderedChart[],
  foreignServices: readonly ForeignService[],
): void {
  locate(`environment ${environment}`, () => {
    checkNotEmpty(charts);
    checkUnique(charts);
    const objects = charts.flatMap((chart) => chart.objects);
    checkMonitors(objects, foreignServices);
    checkExceptions(objects);
  });
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
