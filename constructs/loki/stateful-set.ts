import type { k8s } from 'cdk8s-plus-28';
import { spread } from '../availability';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { goMemoryLimit } from '../memory';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, type Ports } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements } from '../resources';
import { BUCKET_ENV, BUCKET_MOUNT, BUCKET_VOLUME } from './bucket';
import { LOKI_COMPONENT } from './component';
import { POD_ADDRESS } from './config';
import type { LokiProps } from './props';
import { RULES, RULES_PATH } from './ruler';

/** The Service under which replicas have names of their own. */
export const HEADLESS = `${LOKI_COMPONENT.name}-headless`;
export const CONFIG_FILE = 'loki.yaml';
export const DATA_PATH = '/loki';
export const DATA_VOLUME = 'data';

const CONFIG_PATH = '/etc/loki';
/** The user of the official image, 3.7.6. */
const USER = 10001;

/** The ports on which a pod listens: one that is alone gossips with nobody. */
export function lokiPorts({ bucket }: Pick<LokiProps, 'bucket'>): Ports {
  const { gossip: _, ...others } = LOKI_COMPONENT.ports;
  return bucket ? LOKI_COMPONENT.ports : others;
}

/** The StatefulSet's spec, but for its volume claims. @param config the text whose change restarts the pods */
export function statefulSet(props: LokiProps, config: string): k8s.StatefulSetSpec {
  return {
    replicas: props.replicas,
    serviceName: HEADLESS,
    // All at once: a replica that waits for another to be ready could wait for one that waits for it.
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: LOKI_COMPONENT.pods },
    template: {
      metadata: { labels: LOKI_COMPONENT.pods, annotations: configHash(config) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: LOKI_COMPONENT.name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // Time to leave the ring, and to write what is still in memory to the volume.
        terminationGracePeriodSeconds: 300,
        securityContext: restrictedPod(USER),
        ...(props.replicas > 1 && { topologySpreadConstraints: spread(LOKI_COMPONENT) }),
        containers: [container(props)],
        volumes: [
          { name: 'config', configMap: { name: LOKI_COMPONENT.name } },
          { name: 'rules', configMap: { name: RULES.name } },
          { name: 'tmp', emptyDir: {} },
          ...(props.bucket ? [BUCKET_VOLUME] : []),
        ],
      },
    },
  };
}

function container(props: LokiProps): k8s.Container {
  const { bucket } = props;
  return {
    name: LOKI_COMPONENT.name,
    image: imageReference(IMAGES.loki, props.images),
    // `expand-env` puts the pod's address in, the only variable that the configuration names.
    args: [`-config.file=${CONFIG_PATH}/${CONFIG_FILE}`, '-target=all', ...(bucket ? ['-config.expand-env=true'] : [])],
    env: [goMemoryLimit(props.resources), ...(bucket ? [podAddress, ...BUCKET_ENV] : [])],
    ports: containerPorts(lokiPorts(props)),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    // `/ready` stays 503 for 15 s after every part is ready, and while the write-ahead log is replayed; the build info answers at once.
    ...httpProbes({ port: 'http', ready: '/ready', live: '/loki/api/v1/status/buildinfo', startupSeconds: 300 }),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_PATH, readOnly: true },
      { name: 'rules', mountPath: RULES_PATH, readOnly: true },
      { name: DATA_VOLUME, mountPath: DATA_PATH },
      { name: 'tmp', mountPath: '/tmp' },
      ...(bucket ? [BUCKET_MOUNT] : []),
    ],
  };
}

const podAddress: k8s.EnvVar = {
  name: POD_ADDRESS,
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
};
