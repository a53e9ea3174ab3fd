import { describe, type KubeObject } from './kube-object';
import { namespacesOf } from './selection';

interface Rule {
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

const DISCOVERED = ['services', 'pods', 'endpointslices'];

/**
 * Prometheus may list what it discovers targets from in every namespace that a monitor of its own looks into: without that, it
 * finds none there and only its log says why. Probes name their targets themselves.
 */
export function checkDiscovery(objects: readonly KubeObject[]): void {
  const prometheus = objects.find(({ kind }) => kind === 'Prometheus');
  if (!prometheus) return;
  const { serviceAccountName: name = '' } = prometheus.spec as { readonly serviceAccountName?: string };
  const { namespace = '' } = prometheus.metadata;
  const monitors = objects.filter(({ kind }) => kind === 'ServiceMonitor' || kind === 'PodMonitor');
  for (const monitor of monitors) {
    const blind = namespacesOf(monitor).find((looked) => !mayDiscover(objects, looked, { name, namespace }));
    if (blind !== undefined) {
      throw new Error(
        `${describe(monitor)} looks into the namespace ${blind}, in which no Role lets ${namespace}/${name} discover targets: add a DiscoveryRole`,
      );
    }
  }
}

function mayDiscover(
  objects: readonly KubeObject[],
  namespace: string,
  account: { readonly name: string; readonly namespace: string },
): boolean {
  const there = objects.filter(({ metadata }) => metadata.namespace === namespace);
  const bound = there
    .filter(
      (object) => object.kind === 'RoleBinding' && subjects(object).some((subject) => isAccount(subject, account)),
    )
    .map(({ roleRef }) => (roleRef as { readonly name: string }).name);
  return there.some((object) => object.kind === 'Role' && bound.includes(object.metadata.name) && letsDiscover(object));
}

const subjects = (binding: KubeObject): readonly Subject[] => (binding.subjects ?? []) as readonly Subject[];

const isAccount = (subject: Subject, { name, namespace }: { readonly name: string; readonly namespace: string }) =>
  subject.kind === 'ServiceAccount' && subject.name === name && subject.namespace === namespace;

function letsDiscover(role: KubeObject): boolean {
  const rules = (role.rules ?? []) as readonly Rule[];
  return DISCOVERED.every((resource) =>
    rules.some(
      ({ resources = [], verbs }) =>
        resources.includes(resource) && ['list', 'watch'].every((verb) => verbs.includes(verb)),
    ),
  );
}
