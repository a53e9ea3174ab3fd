import type { k8s } from 'cdk8s-plus-28';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { goMemoryLimit } from '../memory';
import type { Component } from '../network/component';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';

export const CONFIG_FILE = 'jaeger.yaml';
/** Where its files are: all that is in the ConfigMap of its name. */
export const CONFIG_PATH = '/etc/jaeger';

/** The port of the health check, for the kubelet alone. */
export const JAEGER_HEALTH_PORT = 13133;
/** The path at which it answers 200 while every part of the process is well. */
const JAEGER_HEALTH_PATH = '/status';

/** The user of the official images, 2.13.0 and its tools 1.76.0. */
export const USER = 10001;

export interface JaegerPodProps extends Platform {
  readonly component: Component;
  readonly resources: Resources;
  /** Its files by name: what is in the ConfigMap of its name. */
  readonly files: Readonly<Record<string, string>>;
  readonly env?: readonly k8s.EnvVar[];
  /** Where spans are, or what leads there. */
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
}

/** The pods of one kind of Jaeger. */
export function jaegerPod(props: JaegerPodProps): k8s.PodTemplateSpec & { readonly spec: k8s.PodSpec } {
  const { component } = props;
  return {
    metadata: { labels: component.pods, annotations: configHash(...Object.values(props.files)) },
    spec: {
      ...pullSecrets(props.images),
      serviceAccountName: component.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod(USER),
      containers: [container(props)],
      volumes: [{ name: 'config', configMap: { name: component.name } }, { name: 'tmp', emptyDir: {} }, props.volume],
    },
  };
}

function container({ component, images, resources, env = [], mount }: JaegerPodProps): k8s.Container {
  return {
    name: component.name,
    image: imageReference(IMAGES.jaeger, images),
    args: [`--config=${CONFIG_PATH}/${CONFIG_FILE}`],
    env: [goMemoryLimit(resources), ...env],
    ports: containerPorts({ ...component.ports, health: JAEGER_HEALTH_PORT }),
    resources: resourceRequirements(resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'health', ready: JAEGER_HEALTH_PATH, startupSeconds: 300 }),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_PATH, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      mount,
    ],
  };
}
