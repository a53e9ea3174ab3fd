import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { resourceRequirements, storageRequest, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { JAEGER_HEALTH_PORT, JAEGER_PORTS, jaegerConfig } from './config';

export interface JaegerProps extends Platform {
  /** How long spans are kept, in days. */
  readonly retentionDays: number;
  readonly resources: Resources;
  /** The size of the persistent volume: a quantity, such as `20Gi`. */
  readonly volume: string;
}

/** The name of Jaeger's Service, Deployment and job. */
export const JAEGER = 'jaeger';

const CONFIG_FILE = 'jaeger.yaml';
const CONFIG_PATH = '/etc/jaeger';
const DATA_PATH = '/badger';
/** The user of the official image, 2.13.0. */
const USER = 10001;

/**
 * Jaeger in one pod with badger on a persistent volume.
 *
 * The cdk8s-plus API objects (`k8s.Kube…`) carry exactly what is written here; its higher-level classes add selectors and
 * defaults of their own and know no projected volumes.
 */
export class Jaeger extends Construct {
  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    const { namespace } = props;
    const config = toYaml(jaegerConfig({ retentionDays: props.retentionDays, dataPath: DATA_PATH }));
    const named = metadata({ name: JAEGER, namespace });

    new ServiceAccount(this, 'service-account', JAEGER, namespace);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: { [CONFIG_FILE]: config } });
    new k8s.KubePersistentVolumeClaim(this, 'volume', {
      metadata: named,
      spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: storageRequest(props.volume) },
    });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: selectorLabels(JAEGER), ports: servicePorts(JAEGER_PORTS) },
    });
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props, config) });
    new ServiceMonitor(this, 'monitor', {
      name: JAEGER,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(JAEGER),
      port: 'metrics',
      interval: props.scrapeInterval,
    });
  }
}

function deployment(props: JaegerProps, config: string): k8s.DeploymentSpec {
  return {
    replicas: 1,
    // Two pods can't write to one badger: the old one has to go first.
    strategy: { type: 'Recreate' },
    selector: { matchLabels: selectorLabels(JAEGER) },
    template: {
      metadata: { labels: selectorLabels(JAEGER), annotations: configHash(config) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: JAEGER,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        containers: [container(props)],
        volumes: [
          { name: 'config', configMap: { name: JAEGER } },
          { name: 'data', persistentVolumeClaim: { claimName: JAEGER } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  };
}

function container(props: JaegerProps): k8s.Container {
  return {
    name: JAEGER,
    image: imageReference(IMAGES.jaeger, props.images),
    args: [`--config=${CONFIG_PATH}/${CONFIG_FILE}`],
    ports: containerPorts({ ...JAEGER_PORTS, health: JAEGER_HEALTH_PORT }),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'health', ready: '/status', startupSeconds: 300 }),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_PATH, readOnly: true },
      { name: 'data', mountPath: DATA_PATH },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
