import { bytes, cores } from '../../sizing/quantity';
import type { KubeObject } from '../invariants/kube-object';
import { isPatch, operatedContainer, podOf, type Container, type PodSpec } from '../invariants/pods';

/** CPU in cores and memory in bytes. */
export interface Use {
  readonly cpuRequests: number;
  readonly memoryRequests: number;
  readonly cpuLimits: number;
  readonly memoryLimits: number;
}

export const NOTHING: Use = { cpuRequests: 0, memoryRequests: 0, cpuLimits: 0, memoryLimits: 0 };

const FIELDS = Object.keys(NOTHING) as (keyof Use)[];

const combined =
  (combine: (a: number, b: number) => number) =>
  (a: Use, b: Use): Use =>
    Object.fromEntries(FIELDS.map((field) => [field, combine(a[field], b[field])])) as unknown as Use;

export const sum = combined((a, b) => a + b);
const larger = combined(Math.max);
export const times = (use: Use, count: number): Use => combined((a) => a * count)(use, NOTHING);

/** What the operator gives to the containers that it adds to each of its pods to reload configuration. */
export interface Reloader {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/** What a container states; nothing where it is only patched. */
export function useOf({ requests = {}, limits = {} }: NonNullable<Container['resources']>): Use {
  const or = (parse: (quantity: string) => number, quantity: string | undefined): number =>
    quantity === undefined ? 0 : parse(quantity);
  return {
    cpuRequests: or(cores, requests.cpu),
    memoryRequests: or(bytes, requests.memory),
    cpuLimits: or(cores, limits.cpu),
    memoryLimits: or(bytes, limits.memory),
  };
}

/**
 * What the scheduler keeps free for a pod: its containers and sidecars together, or what is needed while it starts, whichever
 * is larger (Kubernetes documentation, "Sidecar Containers", resource sharing).
 */
function effective({ initContainers = [], containers }: PodSpec): Use {
  const start = initContainers.reduce(
    ({ sidecars, most }, container) => {
      const use = useOf(container.resources ?? {});
      const running = sum(sidecars, use);
      return container.restartPolicy === 'Always'
        ? { sidecars: running, most: larger(most, running) }
        : { sidecars, most: larger(most, running) };
    },
    { sidecars: NOTHING, most: NOTHING },
  );
  const running = containers.reduce((all, { resources = {} }) => sum(all, useOf(resources)), start.sidecars);
  return larger(running, start.most);
}

/** What one pod of an object needs; undefined where the object makes none. Of an operator's resource, with what the operator adds. */
export function podUse(object: KubeObject, reloader: Reloader): Use | undefined {
  const pod = podOf(object);
  if (!pod) return undefined;
  const operated = operatedContainer(object);
  if (!operated) return effective(pod);
  const { thanos } = object.spec as { readonly thanos?: { readonly resources?: Container['resources'] } };
  const made: readonly Container[] = [
    operated,
    ...(thanos ? [{ name: 'thanos-sidecar', resources: thanos.resources ?? {} }] : []),
    { name: 'config-reloader', resources: reloader },
  ];
  return effective({
    ...pod,
    initContainers: [{ name: 'init-config-reloader', resources: reloader }, ...(pod.initContainers ?? [])],
    // A patch of one of the operator's containers replaces what it states, and adds nothing of its own.
    containers: [
      ...made.map((container) => ({
        ...container,
        ...pod.containers.find(({ name, resources }) => name === container.name && resources !== undefined),
      })),
      ...pod.containers.filter((container) => !isPatch(object, container)),
    ],
  });
}
