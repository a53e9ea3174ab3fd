import { POD_EXCEPTIONS, type PodException } from './exceptions';
import { describe, type KubeObject } from './kube-object';
import { allContainers, operatedPod, podTemplate, type Container, type PodSpec, type SecurityContext } from './pods';

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
const SECCOMP = ['RuntimeDefault', 'Localhost'];

/**
 * Every pod meets the *restricted* pod security standard of Kubernetes, and no container can write to its image.
 *
 * @param exceptions pods that may differ, each with its reason
 */
export function checkPodSecurity(object: KubeObject, exceptions: readonly PodException[] = POD_EXCEPTIONS): void {
  if (exceptions.some((exception) => isException(object, exception))) return;
  const template = podTemplate(object);
  const found = template ? podViolation(template) : operatedViolation(object);
  if (found !== undefined) {
    throw new Error(
      `${describe(object)} is not restricted: ${found}; correct it, or name it with its reason in charts/invariants/exceptions.ts`,
    );
  }
}

function isException({ kind, metadata }: KubeObject, exception: PodException): boolean {
  return kind === exception.kind && metadata.namespace === exception.namespace && metadata.name === exception.name;
}

/** The operator restricts its containers; user and seccomp profile are the pod's. */
function operatedViolation(object: KubeObject): string | undefined {
  const pod = operatedPod(object);
  return pod && identityViolation('pod', pod.securityContext ?? {});
}

function podViolation(pod: PodSpec): string | undefined {
  const host = (['hostNetwork', 'hostPID', 'hostIPC'] as const).find((field) => pod[field] === true);
  if (host !== undefined) return `${host} is true`;
  const volume = (pod.volumes ?? []).find((candidate) => !VOLUMES.some((type) => type in candidate));
  if (volume) return `volume '${String(volume.name)}' is of another type than ${VOLUMES.join(', ')}`;
  return first(allContainers(pod), (container) => containerViolation(pod.securityContext ?? {}, container));
}

function containerViolation(
  pod: SecurityContext,
  { name, ports = [], securityContext = {} }: Container,
): string | undefined {
  const who = `container '${name}'`;
  const hostPort = ports.find((port) => port.hostPort !== undefined)?.hostPort;
  if (hostPort !== undefined) return `${who} takes hostPort ${hostPort}`;
  if (securityContext.privileged === true) return `${who} has privileged: true`;
  if (securityContext.allowPrivilegeEscalation !== false) return `${who} lacks allowPrivilegeEscalation: false`;
  if (securityContext.readOnlyRootFilesystem !== true) return `${who} lacks readOnlyRootFilesystem: true`;
  if (!(securityContext.capabilities?.drop ?? []).includes('ALL')) return `${who} does not drop ALL capabilities`;
  const added = (securityContext.capabilities?.add ?? []).find((capability) => capability !== 'NET_BIND_SERVICE');
  if (added !== undefined) return `${who} adds the capability ${added}`;
  return identityViolation(who, { ...pod, ...securityContext });
}

function identityViolation(who: string, context: SecurityContext): string | undefined {
  if (context.runAsNonRoot !== true) return `${who} lacks runAsNonRoot: true`;
  if (context.runAsUser === 0) return `${who} has runAsUser: 0`;
  if (!SECCOMP.includes(context.seccompProfile?.type ?? '')) return `${who} lacks the seccomp profile RuntimeDefault`;
  return undefined;
}

function first<T>(values: readonly T[], violation: (value: T) => string | undefined): string | undefined {
  return values.map(violation).find((found) => found !== undefined);
}
