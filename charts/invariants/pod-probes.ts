import { describe, type KubeObject } from './kube-object';
import { isPatch, podOf, type Container, type PodSpec } from './pods';

/** Every container that runs on can be found ready or beyond help. Jobs end by themselves; the operator's containers get probes from it. */
export function checkPodProbes(object: KubeObject): void {
  if (['Job', 'CronJob', 'AnalysisTemplate'].includes(object.kind)) return;
  const pod = podOf(object);
  for (const container of pod ? running(pod) : []) {
    if (isPatch(object, container)) continue;
    const missing = (['readinessProbe', 'livenessProbe'] as const).find((probe) => container[probe] === undefined);
    if (missing !== undefined)
      throw new Error(`${describe(object)}: container '${container.name}' has no ${missing}: add one`);
  }
}

/** Of the init containers, only the sidecars run on; the others may have no probes. */
function running({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'), ...containers];
}
