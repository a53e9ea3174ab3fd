import { k8s } from 'cdk8s-plus-28';

/** Kubernetes quantities in their canonical spelling (`500m`, not `0.5`), which the API server would otherwise rewrite. */
export type Compute = Readonly<{ cpu: string; memory: string }>;

/** What a container is promised, and what it may use at most. */
export type Resources = Readonly<{ requests: Compute; limits: Compute }>;

/** The same as the typed Kubernetes API wants it. */
export function resourceRequirements({ requests, limits }: Resources): k8s.ResourceRequirements {
  return { requests: quantities(requests), limits: quantities(limits) };
}

/** The resources of a volume claim. @param size a quantity, such as `20Gi` */
export function storageRequest(size: string): k8s.ResourceRequirements {
  return { requests: quantities({ storage: size }) };
}

function quantities(values: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, k8s.Quantity.fromString(value)]));
}
