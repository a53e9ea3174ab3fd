import type { KubeObject } from './kube-object';
import { allContainers, isPatch, operatedContainer, podOf, type Container, type PodSpec } from './pods';
import { forbidden, missingInBoth, missingInContainer } from './security-context';

/** The volume types of the *restricted* standard. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/**
 * The first violation of the *restricted* pod security standard (that of Kubernetes 1.33, for Linux) by the pod that an object
 * makes; besides, no container may write to its image. Not looked at is the AppArmor annotation that Kubernetes 1.30 replaced.
 */
export function violation(object: KubeObject): string | undefined {
  const pod = podOf(object);
  if (!pod) return undefined;
  return (
    hostViolation(pod) ??
    volumeViolation(pod) ??
    said('pod', forbidden(pod.securityContext ?? {})) ??
    // The operator's own containers say everything but who they run as, which is left to the pod.
    (operatedContainer(object) && said('pod', missingInBoth(pod.securityContext ?? {}))) ??
    first(allContainers(pod), (container) =>
      isPatch(object, container) ? statedViolation(container) : containerViolation(pod, container),
    )
  );
}

function hostViolation(pod: PodSpec): string | undefined {
  const host = (['hostNetwork', 'hostPID', 'hostIPC'] as const).find((field) => pod[field] === true);
  return host && `${host} is true`;
}

function volumeViolation({ volumes = [] }: PodSpec): string | undefined {
  const volume = volumes.find(({ name: _, ...types }) => Object.keys(types).some((type) => !VOLUMES.includes(type)));
  return volume && `volume '${String(volume.name)}' is of another type than ${VOLUMES.join(', ')}`;
}

function containerViolation(pod: PodSpec, container: Container): string | undefined {
  const { name, securityContext = {} } = container;
  return (
    statedViolation(container) ??
    said(`container '${name}'`, missingInContainer(securityContext)) ??
    said(`container '${name}'`, missingInBoth({ ...pod.securityContext, ...securityContext }))
  );
}

/** What a container says and may not, whatever it leaves to others. */
function statedViolation({ name, ports = [], securityContext = {} }: Container): string | undefined {
  const hostPort = ports.find((port) => port.hostPort !== undefined)?.hostPort;
  return said(
    `container '${name}'`,
    hostPort === undefined ? forbidden(securityContext) : `takes hostPort ${hostPort}`,
  );
}

function said(who: string, what: string | undefined): string | undefined {
  return what && `${who} ${what}`;
}

function first<T>(values: readonly T[], find: (value: T) => string | undefined): string | undefined {
  return values.map(find).find((found) => found !== undefined);
}
