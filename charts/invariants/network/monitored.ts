import { API_SERVER, DNS_METRICS, KUBELET } from '../../../constructs/network/names';
import { describe, type KubeObject } from '../kube-object';
import { podOf } from '../pods';
import type { End, Need } from './need';
import { podLabels } from './pod-labels';
import type { Surveyed } from './needs';

type Labels = Readonly<Record<string, string>>;

interface Selection {
  readonly selector: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
  readonly endpoints?: readonly { readonly port?: string }[];
  readonly podMetricsEndpoints?: readonly { readonly port?: string }[];
}

interface ProbeSpec {
  readonly prober: { readonly url: string };
}

interface Target {
  readonly to: End;
  readonly port?: number;
}

/** What Prometheus calls because a monitor or a probe says so, and what the prober then calls. */
export function monitored(object: KubeObject, surveyed: Surveyed): readonly Need[] {
  const told = describe(object);
  const prometheus = surveyed.components.find(({ name }) => name === 'prometheus');
  if (!prometheus) return [];
  if (object.kind === 'Probe') return probed(object, prometheus, surveyed);
  return targets(object, surveyed).map((target) => ({ from: prometheus, ...target, told }));
}

function targets({ kind, metadata, spec }: KubeObject, surveyed: Surveyed): readonly Target[] {
  if (kind !== 'ServiceMonitor' && kind !== 'PodMonitor') return [];
  const { selector, namespaceSelector, endpoints, podMetricsEndpoints } = spec as Selection;
  const labels = selector.matchLabels ?? {};
  const namespaces = namespaceSelector?.matchNames ?? [metadata.namespace ?? ''];
  const ports = (endpoints ?? podMetricsEndpoints ?? []).map(({ port = '' }) => port);
  return namespaces.flatMap((namespace) =>
    kind === 'PodMonitor'
      ? ports.map((port) => ofPods(namespace, labels, port, surveyed))
      : ports.flatMap((port) => ofServices(namespace, labels, port, surveyed)),
  );
}

function ofPods(namespace: string, labels: Labels, port: string, { services }: Surveyed): Target {
  const component = services.selected(namespace, labels);
  const number = component?.ports[port];
  if (!component || number === undefined) {
    throw new Error(`no component that the graph of connections knows has such pods with a port '${port}'`);
  }
  return { to: component, port: number };
}

function ofServices(namespace: string, labels: Labels, port: string, surveyed: Surveyed): readonly Target[] {
  const rendered = surveyed.objects.filter(
    ({ kind, metadata }) =>
      kind === 'Service' && metadata.namespace === namespace && isSubset(labels, metadata.labels ?? {}),
  );
  if (rendered.length === 0) return [{ to: notRendered(namespace, labels) }];
  const isOurs = surveyed.components.some((component) => component.namespace === namespace);
  return rendered.map((service) => {
    const { name, labels: own = {} } = service.metadata;
    const isPod = isOurs && !isOnHostNetwork(service, surveyed.objects);
    if (!isPod) return { to: { kind: 'outside', name: own['app.kubernetes.io/name'] ?? name } };
    const { end, port: number } = surveyed.services.arrival(namespace, name, port);
    return { to: end, port: number };
  });
}

const isSubset = (some: Labels, all: Labels): boolean =>
  Object.entries(some).every(([label, value]) => all[label] === value);

/** Whether the pods behind a Service share the network of their nodes, so that they are called under the nodes' addresses. */
function isOnHostNetwork({ metadata: { namespace }, spec }: KubeObject, objects: readonly KubeObject[]): boolean {
  const { selector = {} } = spec as { readonly selector?: Labels };
  return objects.some(
    (object) =>
      object.metadata.namespace === namespace &&
      podOf(object)?.hostNetwork === true &&
      isSubset(selector, podLabels(object) ?? {}),
  );
}

/** The API server's own Service, the one that the operator makes of the kubelets, or a workload's. */
function notRendered(namespace: string, labels: Labels): End {
  if (namespace === 'default') return { kind: 'outside', name: API_SERVER };
  if (labels['app.kubernetes.io/name'] === KUBELET) return { kind: 'outside', name: KUBELET };
  if (labels['k8s-app'] === 'kube-dns') return { kind: 'outside', name: DNS_METRICS };
  return { kind: 'pods', namespace };
}

/** The prober itself is called under its address, which is not a host in any configuration; it calls whom people call. */
function probed(object: KubeObject, prometheus: End, { services }: Surveyed): readonly Need[] {
  const told = describe(object);
  const { url } = (object.spec as ProbeSpec).prober;
  const [, service = '', namespace = '', port = ''] =
    /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?:(\d+)$/.exec(url) ?? [];
  const { end, port: number } = services.arrival(namespace, service, Number(port));
  return [
    { from: prometheus, to: end, port: number, told },
    { from: end, to: { kind: 'outside', name: 'public URLs' }, told },
  ];
}
