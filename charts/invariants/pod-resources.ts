import { describe, type KubeObject } from './kube-object';
import { allContainers, operatedPod, podTemplate, type Container } from './pods';

const RESOURCES = ['cpu', 'memory'];

/** Every container says what it needs and what it may use at most: without that the scheduler guesses. */
export function checkPodResources(object: KubeObject): void {
  const operated = operatedPod(object);
  const template = podTemplate(object);
  const containers = operated
    ? [{ name: object.kind.toLowerCase(), ...operated }]
    : template
      ? allContainers(template)
      : [];
  for (const container of containers) {
    const missing = firstMissing(container);
    if (missing !== undefined) {
      throw new Error(`${describe(object)}: container '${container.name}' has no resources.${missing}: state it`);
    }
  }
}

function firstMissing({ resources = {} }: Container): string | undefined {
  return (['requests', 'limits'] as const)
    .flatMap((kind) => RESOURCES.map((resource) => ({ kind, resource })))
    .filter(({ kind, resource }) => resources[kind]?.[resource] === undefined)
    .map(({ kind, resource }) => `${kind}.${resource}`)[0];
}
