import { describe, type KubeObject } from './kube-object';
import { podTemplate } from './pods';

/** Every container that runs on can be found ready or beyond help. Jobs end by themselves; the operator's pods get probes from it. */
export function checkPodProbes(object: KubeObject): void {
  if (object.kind === 'Job' || object.kind === 'CronJob') return;
  for (const container of podTemplate(object)?.containers ?? []) {
    const missing = (['readinessProbe', 'livenessProbe'] as const).find((probe) => container[probe] === undefined);
    if (missing !== undefined)
      throw new Error(`${describe(object)}: container '${container.name}' has no ${missing}: add one`);
  }
}
