import type { LiveObject } from './api';

interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
  readonly labelSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

interface PodSpec {
  readonly nodeName: string;
  readonly tolerations?: readonly unknown[];
  readonly topologySpreadConstraints?: readonly Constraint[];
}

/**
 * Where pods are closer together than their own spread constraints allow. Constraints that only ask ("ScheduleAnyway") are held
 * too: the preset has room for all of them.
 */
export function crowded(pods: readonly LiveObject[], nodes: readonly LiveObject[]): readonly string[] {
  // What is tainted is no place for a pod that tolerates nothing.
  const places = nodes.filter(({ spec }) => spec?.taints === undefined);
  const broken = pods.flatMap((pod) =>
    (specOf(pod).topologySpreadConstraints ?? []).flatMap((constraint) => breach(pod, constraint, pods, places)),
  );
  return [...new Set(broken)];
}

const specOf = ({ spec }: LiveObject): PodSpec => spec as unknown as PodSpec;

function breach(
  pod: LiveObject,
  { topologyKey, maxSkew, labelSelector }: Constraint,
  pods: readonly LiveObject[],
  nodes: readonly LiveObject[],
): readonly string[] {
  const wanted = Object.entries(labelSelector?.matchLabels ?? {});
  const siblings = pods.filter(
    ({ metadata }) =>
      metadata.namespace === pod.metadata.namespace &&
      wanted.every(([label, value]) => metadata.labels?.[label] === value),
  );
  const domainOf = new Map(nodes.map(({ metadata }) => [metadata.name, metadata.labels?.[topologyKey] ?? '']));
  const counts = new Map([...domainOf.values()].map((domain) => [domain, 0]));
  for (const { nodeName } of siblings.map(specOf)) {
    const domain = domainOf.get(nodeName);
    if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const skew = Math.max(...counts.values()) - Math.min(...counts.values());
  const where = [...counts].map(([domain, count]) => `${domain}: ${count}`).join(', ');
  return skew > maxSkew
    ? [`${wanted.map(([, value]) => value).join(' ')} by ${topologyKey}: skew ${skew} of ${maxSkew} (${where})`]
    : [];
}
