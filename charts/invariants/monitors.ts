import { checkDiscovery } from './discovery';
import { checkInterval } from './intervals';
import { describe, group, type KubeObject } from './kube-object';
import { checkPodMonitor } from './pod-monitors';
import { checkProbe } from './probes';
import { matches, text, type Selection } from './selection';

/** A Service that is not ours but that a monitor selects: a workload's, the cluster's, or one that the operator makes. */
export interface ForeignService {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The names of its ports. */
  readonly ports: readonly string[];
}

interface ServiceMonitorSpec extends Selection {
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

type Check = (monitor: KubeObject, objects: readonly KubeObject[], foreign: readonly ForeignService[]) => void;

/** How each kind that scrapes is held against what it scrapes. */
const MONITORS: Readonly<Record<string, Check>> = {
  ServiceMonitor: checkServiceMonitor,
  PodMonitor: checkPodMonitor,
  Probe: checkProbe,
};

/**
 * Every monitor says how often, and scrapes something that is there: a ServiceMonitor selects a Service, a PodMonitor a pod,
 * each with the ports that it names, and a Probe asks a Service of ours about something. Prometheus may discover wherever they look.
 *
 * @param foreignServices the Services that are selected and not rendered
 */
export function checkMonitors(objects: readonly KubeObject[], foreignServices: readonly ForeignService[]): void {
  objects.forEach(refuseUnknown);
  for (const monitor of objects) {
    const check = MONITORS[monitor.kind];
    if (!check) continue;
    checkInterval(monitor);
    check(monitor, objects, foreignServices);
  }
  checkDiscovery(objects);
}

/** What another kind selects is not checked here, so that it could select nothing without a word. */
function refuseUnknown(object: KubeObject): void {
  const isOperated = group(object) === 'monitoring.coreos.com';
  if (isOperated && !(object.kind in MONITORS) && !NO_MONITORS.includes(object.kind)) {
    throw new Error(
      `${describe(object)}: what a ${object.kind} selects is not checked: use a ServiceMonitor, or check it in charts/invariants/monitors.ts`,
    );
  }
}

function checkServiceMonitor(
  monitor: KubeObject,
  objects: readonly KubeObject[],
  foreignServices: readonly ForeignService[],
): void {
  const spec = monitor.spec as ServiceMonitorSpec;
  const services = [...objects.filter(({ kind }) => kind === 'Service').map(declared), ...foreignServices];
  const selected = services.filter(({ namespace, labels }) => matches(monitor, spec, namespace, labels));
  const where = text(monitor, spec);
  if (selected.length === 0) {
    throw new Error(`${describe(monitor)} selects no Service (${where}): correct its selector, or declare the Service`);
  }
  for (const { port } of spec.endpoints) {
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
