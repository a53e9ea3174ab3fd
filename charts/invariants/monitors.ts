import { describe, group, type KubeObject } from './kube-object';

/** A Service that is not ours but that a monitor selects: a workload's. */
export interface ForeignService {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The names of its ports. */
  readonly ports: readonly string[];
}

interface MonitorSpec {
  readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
  readonly endpoints: readonly { readonly port?: string }[];
}

interface ServiceSpec {
  readonly ports?: readonly { readonly name?: string }[];
}

/** The kinds of the operator that scrape nothing. */
const NO_MONITORS = [
  'Alertmanager',
  'AlertmanagerConfig',
  'Prometheus',
  'PrometheusAgent',
  'PrometheusRule',
  'ThanosRuler',
];

/** Every ServiceMonitor selects a Service, and each port that it names is a port of every Service that it selects. It is the only kind of monitor. */
export function checkMonitors(objects: readonly KubeObject[], foreignServices: readonly ForeignService[]): void {
  objects.forEach(refuseUnknown);
  const services = [...objects.filter(({ kind }) => kind === 'Service').map(declared), ...foreignServices];
  for (const monitor of objects.filter(({ kind }) => kind === 'ServiceMonitor')) {
    checkMonitor(monitor, services);
  }
}

/** What another kind selects is not checked here, so that it could select nothing without a word. */
function refuseUnknown(object: KubeObject): void {
  const isOperated = group(object) === 'monitoring.coreos.com';
  if (isOperated && object.kind !== 'ServiceMonitor' && !NO_MONITORS.includes(object.kind)) {
    throw new Error(
      `${describe(object)}: what a ${object.kind} selects is not checked: use a ServiceMonitor, or check it in charts/invariants/monitors.ts`,
    );
  }
}

function checkMonitor(monitor: KubeObject, services: readonly ForeignService[]): void {
  const { selector, namespaceSelector, endpoints } = monitor.spec as MonitorSpec;
  const namespaces = namespaceSelector?.matchNames ?? [monitor.metadata.namespace ?? ''];
  const wanted = Object.entries(selector.matchLabels ?? {});
  const where = `${wanted.map(([label, value]) => `${label}=${value}`).join(',')} in ${namespaces.join(', ')}`;

  const selected = services.filter(
    ({ namespace, labels }) =>
      namespaces.includes(namespace) && wanted.every(([label, value]) => labels[label] === value),
  );
  if (selected.length === 0) {
    throw new Error(`${describe(monitor)} selects no Service (${where}): correct its selector, or declare the Service`);
  }
  for (const { port } of endpoints) {
    const without = selected.find(({ ports }) => !ports.includes(port ?? ''));
    if (without) {
      throw new Error(
        `${describe(monitor)} scrapes the port '${port ?? ''}', which the Service that it selects (${where}) lacks: it has ${without.ports.join(', ')}`,
      );
    }
  }
}

function declared({ metadata, spec }: KubeObject): ForeignService {
  const { ports = [] } = spec as ServiceSpec;
  return {
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? {},
    ports: ports.flatMap(({ name }) => (name === undefined ? [] : [name])),
  };
}
