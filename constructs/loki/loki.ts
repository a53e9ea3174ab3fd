import { ApiObject } from 'cdk8s';
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
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { LOKI_PORTS, lokiConfig } from './config';

export interface LokiProps extends Platform {
  /** How long log lines are kept, in days. */
  readonly retentionDays: number;
  readonly resources: Resources;
  /** The size of the persistent volume: a quantity, such as `50Gi`. */
  readonly volume: string;
}

/** The name of Loki's Service, StatefulSet and job. */
export const LOKI = 'loki';

const HEADLESS = 'loki-headless';
const CONFIG_FILE = 'loki.yaml';
const CONFIG_PATH = '/etc/loki';
const DATA_PATH = '/loki';
/** The user of the official image, 3.7.6. */
const USER = 10001;

/** Loki in one pod (all targets in one process) with its chunks and index on a persistent volume. */
export class Loki extends Construct {
  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id);
    const { namespace } = props;
    const config = toYaml(lokiConfig({ retentionDays: props.retentionDays, dataPath: DATA_PATH }));
    const named = metadata({ name: LOKI, namespace });

    new ServiceAccount(this, 'service-account', LOKI, namespace);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: { [CONFIG_FILE]: config } });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: selectorLabels(LOKI), ports: servicePorts(LOKI_PORTS) },
    });
    new k8s.KubeService(this, 'headless', {
      // Its own component label: the monitor selects the other Service, and each pod is to be scraped once.
      metadata: metadata({ name: HEADLESS, namespace }),
      spec: { type: 'ClusterIP', clusterIp: 'None', selector: selectorLabels(LOKI), ports: servicePorts(LOKI_PORTS) },
    });
    new ApiObject(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: named,
      // Not `KubeStatefulSet`: it drops the kind of a volume claim template, which the API server writes.
      spec: {
        ...k8s.toJson_StatefulSetSpec(statefulSet(props, config)),
        volumeClaimTemplates: [volumeClaim(props.volume)],
      },
    });
    new ServiceMonitor(this, 'monitor', {
      name: LOKI,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(LOKI),
      port: 'http',
      interval: props.scrapeInterval,
    });
  }
}

function statefulSet(props: LokiProps, config: string): k8s.StatefulSetSpec {
  return {
    replicas: 1,
    serviceName: HEADLESS,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: selectorLabels(LOKI) },
    template: {
      metadata: { labels: selectorLabels(LOKI), annotations: configHash(config) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: LOKI,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // Time to write what is still in memory to the volume.
        terminationGracePeriodSeconds: 300,
        securityContext: restrictedPod(USER),
        containers: [container(props)],
        volumes: [
          { name: 'config', configMap: { name: LOKI } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  };
}

function container(props: LokiProps): k8s.Container {
  return {
    name: LOKI,
    image: imageReference(IMAGES.loki, props.images),
    args: [`-config.file=${CONFIG_PATH}/${CONFIG_FILE}`, '-target=all'],
    ports: containerPorts(LOKI_PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    // `/ready` stays 503 for 15 s after every part is ready, and while the write-ahead log is replayed; the build info answers at once.
    ...httpProbes({ port: 'http', ready: '/ready', live: '/loki/api/v1/status/buildinfo', startupSeconds: 300 }),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_PATH, readOnly: true },
      { name: 'data', mountPath: DATA_PATH },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** It is part of a list that is compared as a whole, so that the defaults of the API server in its spec are written out. */
function volumeClaim(size: string) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: size } } },
  };
}
