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
 * The violations of the *restricted* pod security standard (that of Kubernetes 1.33, for Linux) by the pod that an object
 * makes; besides, no container may write to its image. Not looked at is the AppArmor annotation that Kubernetes 1.30 replaced.
 */
export function violations(object: KubeObject): readonly string[] {
  const pod = podOf(object);
  if (!pod) return [];
  const context = pod.securityContext ?? {};
  return distinct([
    ...hostViolations(pod),
    ...volumeViolations(pod),
    ...said('pod', forbidden(context)),
    // The operator's own containers say everything but who they run as, which is left to the pod.
    ...(operatedContainer(object) ? said('pod', missingInBoth(context)) : []),
    ...allContainers(pod).flatMap((container) =>
      isPatch(object, container) ? statedViolations(container) : containerViolations(pod, container),
    ),
  ]);
}

function hostViolations(pod: PodSpec): readonly string[] {
  return (['hostNetwork', 'hostPID', 'hostIPC'] as const)
    .filter((field) => pod[field] === true)
    .map((field) => `${field} is true`);
}

function volumeViolations({ volumes = [] }: PodSpec): readonly string[] {
  return volumes
    .filter(({ name: _, ...types }) => Object.keys(types).some((type) => !VOLUMES.includes(type)))
    .map(({ name }) => `volume '${String(name)}' is of another type than ${VOLUMES.join(', ')}`);
}

function containerViolations(pod: PodSpec, container: Container): readonly string[] {
  const { name, securityContext = {} } = container;
  const who = `container '${name}'`;
  return [
    ...statedViolations(container),
    ...said(who, missingInContainer(securityContext)),
    ...said(who, missingInBoth({ ...pod.securityContext, ...securityContext })),
  ];
}

/** What a container says and may not, whatever it leaves to others. */
function statedViolations({ name, ports = [], securityContext = {} }: Container): readonly string[] {
  const hostPorts = ports.flatMap(({ hostPort }) => (hostPort === undefined ? [] : [`takes hostPort ${hostPort}`]));
  return said(`container '${name}'`, [...hostPorts, ...forbidden(securityContext)]);
}

const said = (who: string, what: readonly string[]): readonly string[] => what.map((found) => `${who} ${found}`);

/** That a container does not drop its capabilities is found by two rules. */
const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
