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
import { COLLECTOR_HEALTH_PORT } from './parts';

export const CONFIG_FILE = 'collector.yaml';
/** Where the image keeps its own configuration, which ours replaces. */
const CONFIG_PATH = '/etc/otelcol-contrib';
/** The user of the official image, 0.159.0. */
const USER = 10001;

export interface CollectorPodProps extends Platform {
  readonly component: Component;
  readonly resources: Resources;
  /** The text of its configuration: what is in the ConfigMap of its name. */
  readonly config: string;
  /** Behaviour that this version has, and not by default. */
  readonly featureGates?: readonly string[];
  readonly env?: readonly k8s.EnvVar[];
  readonly volumes?: readonly k8s.Volume[];
  readonly mounts?: readonly k8s.VolumeMount[];
  /** How long a replica may take to pass on what it has. */
  readonly graceSeconds: number;
}

/** The pod of a collector, as the *restricted* standard has it. It has no token for the Kubernetes API. */
export function collectorPod(props: CollectorPodProps): k8s.PodTemplateSpec & { readonly spec: k8s.PodSpec } {
  const { component, volumes = [] } = props;
  return {
    metadata: { labels: component.pods, annotations: configHash(props.config) },
    spec: {
      ...pullSecrets(props.images),
      serviceAccountName: component.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: props.graceSeconds,
      securityContext: restrictedPod(USER),
      containers: [container(props)],
      volumes: [{ name: 'config', configMap: { name: component.name } }, ...volumes],
    },
  };
}

function container(props: CollectorPodProps): k8s.Container {
  const { component, images, resources, featureGates = [], env = [], mounts = [] } = props;
  const gates = featureGates.length > 0 ? [`--feature-gates=${featureGates.join(',')}`] : [];
  return {
    name: component.name,
    image: imageReference(IMAGES.collector, images),
    args: [`--config=${CONFIG_PATH}/${CONFIG_FILE}`, ...gates],
    env: [goMemoryLimit(resources), ...env],
    ports: containerPorts({ ...component.ports, health: COLLECTOR_HEALTH_PORT }),
    resources: resourceRequirements(resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'health', ready: '/' }),
    volumeMounts: [{ name: 'config', mountPath: CONFIG_PATH, readOnly: true }, ...mounts],
  };
}
