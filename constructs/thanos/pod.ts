import type { k8s } from 'cdk8s-plus-28';
import { spread } from '../availability';
import { imageReference, IMAGES, pullSecrets } from '../images';
import type { Component } from '../network/component';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, type Ports } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';

/** One of Thanos's programs. */
export interface ThanosProgram {
  readonly component: Component;
  /** The subcommand, and its flags. */
  readonly args: readonly string[];
  readonly replicas: number;
  readonly resources: Resources;
  /** The ports that are reached from outside the pod. Default: all of the component. */
  readonly ports?: Ports;
  readonly mounts?: readonly k8s.VolumeMount[];
  readonly volumes?: readonly k8s.Volume[];
  /** How long it may take until it serves, in seconds. Default: 60. */
  readonly startupSeconds?: number;
}

/** The user of the official image, v0.42.4. */
const USER = 1001;
/** Requests that are under way at the end may take two minutes (`--http-grace-period`, `--grpc-grace-period`), as long as a query. */
const GRACE_SECONDS = 150;

/** Flags that every program of Thanos takes. */
const COMMON = [
  '--log.format=json',
  // The garbage collector works harder before the limit of the container is reached, rather than not at all.
  '--enable-auto-gomemlimit',
  '--auto-gomemlimit.ratio=0.9',
];

export const portsOf = ({ component, ports = component.ports }: ThanosProgram): Ports => ports;

/** The pod of a program: restricted, without a token for the API, which none of them needs. */
export function podTemplate(program: ThanosProgram, { images }: Platform): k8s.PodTemplateSpec {
  const { component, replicas, volumes = [] } = program;
  return {
    metadata: { labels: { ...component.pods } },
    spec: {
      ...pullSecrets(images),
      serviceAccountName: component.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      securityContext: restrictedPod(USER),
      ...(replicas > 1 && { topologySpreadConstraints: spread(component) }),
      containers: [container(program, images)],
      ...(volumes.length > 0 && { volumes: [...volumes] }),
    },
  };
}

function container(program: ThanosProgram, images: Platform['images']): k8s.Container {
  const { component, args, resources, mounts = [], startupSeconds } = program;
  return {
    name: component.name,
    image: imageReference(IMAGES.thanos, images),
    args: [...args, ...COMMON],
    ports: containerPorts(portsOf(program)),
    resources: resourceRequirements(resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({
      port: 'http',
      ready: '/-/ready',
      live: '/-/healthy',
      ...(startupSeconds !== undefined && { startupSeconds }),
    }),
    ...(mounts.length > 0 && { volumeMounts: [...mounts] }),
  };
}
