import { describe, type KubeObject } from './kube-object';
import { allContainers, podOf } from './pods';
import { matches, text, type Selection } from './selection';

interface PodMonitorSpec extends Selection {
  readonly podMetricsEndpoints: readonly { readonly port?: string }[];
}

interface Templated {
  readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
}

/** A PodMonitor selects pods of a workload object that we render, and each of them has the ports that it names. */
export function checkPodMonitor(monitor: KubeObject, objects: readonly KubeObject[]): void {
  const spec = monitor.spec as PodMonitorSpec;
  const selected = objects.filter((object) =>
    matches(monitor, spec, object.metadata.namespace ?? '', templateLabels(object)),
  );
  const where = text(monitor, spec);
  if (selected.length === 0) {
    throw new Error(`${describe(monitor)} selects no pod (${where}): correct its selector, or use a ServiceMonitor`);
  }
  for (const { port = '' } of spec.podMetricsEndpoints) {
    const without = selected.find((object) => !portsOf(object).includes(port));
    if (without) {
      throw new Error(
        `${describe(monitor)} scrapes the port '${port}', which the pods of ${describe(without)} lack: they have ${portsOf(without).join(', ')}`,
      );
    }
  }
}

/** Empty for what makes no pods of a template: a selector without labels would match nothing else. */
const templateLabels = ({ spec }: KubeObject): Readonly<Record<string, string>> =>
  (spec as Templated | undefined)?.template?.metadata?.labels ?? {};

function portsOf(object: KubeObject): readonly string[] {
  const pod = podOf(object);
  const ports = (pod ? allContainers(pod) : []).flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ name }) => (name === undefined ? [] : [name]));
}
