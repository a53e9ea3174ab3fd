import { describe, type KubeObject } from './kube-object';
import { allContainers, isPatch, operatedContainer, podOf, type Container } from './pods';

const RESOURCES = ['cpu', 'memory'];

/** Every container says what it needs and what it may use at most: without that the scheduler guesses. */
export function checkPodResources(object: KubeObject): void {
  for (const container of stating(object)) {
    const missing = firstMissing(container);
    if (missing !== undefined) {
      throw new Error(`${describe(object)}: container '${container.name}' has no resources.${missing}: state it`);
    }
  }
}

/** The containers whose resources the object decides. */
function stating(object: KubeObject): readonly Container[] {
  const operated = operatedContainer(object);
  const pod = podOf(object);
  const ours = (pod ? allContainers(pod) : []).filter((container) => !isPatch(object, container));
  return operated ? [operated, ...ours] : ours;
}

function firstMissing({ resources = {} }: Container): string | undefined {
  return (['requests', 'limits'] as const)
    .flatMap((kind) => RESOURCES.map((resource) => ({ kind, resource })))
    .filter(({ kind, resource }) => resources[kind]?.[resource] === undefined)
    .map(({ kind, resource }) => `${kind}.${resource}`)[0];
}
