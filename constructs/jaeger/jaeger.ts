import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KEEP } from '../argocd/keep';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { storageRequest, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { JAEGER_COMPONENT } from './component';
import { jaegerConfig } from './config';
import { CONFIG_FILE, jaegerPod } from './pod';
import { UI_FILE, uiConfig, type JaegerUi } from './ui';

export interface JaegerProps extends Platform {
  /** How long spans are kept, in days. */
  readonly retentionDays: number;
  readonly resources: Resources;
  readonly ui: JaegerUi;
  /** Whoever answers PromQL: rates, errors and durations of spans. */
  readonly metricsUrl: string;
  /** The size of the persistent volume: a quantity, such as `20Gi`. */
  readonly volume: string;
}

/** The name of Jaeger's Service, Deployment and job. */
const JAEGER = JAEGER_COMPONENT.name;

const DATA_PATH = '/badger';

/**
 * Jaeger in one pod with badger on a persistent volume.
 *
 * The cdk8s-plus API objects (`k8s.Kube…`) carry exactly what is written here; its higher-level classes add selectors and
 * defaults of their own and know no projected volumes.
 */
export class Jaeger extends Construct {
  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    const { namespace, storageClass, retentionDays, metricsUrl } = props;
    const files = {
      [CONFIG_FILE]: toYaml(jaegerConfig({ retentionDays, dataPath: DATA_PATH, metricsUrl })),
      [UI_FILE]: uiConfig(props.ui, { retentionDays, knowsDependencies: true }),
    };
    const named = metadata({ name: JAEGER, namespace });
    const selector = JAEGER_COMPONENT.pods;

    new ServiceAccount(this, 'service-account', JAEGER, namespace);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: files });
    new k8s.KubePersistentVolumeClaim(this, 'volume', {
      metadata: metadata({ name: JAEGER, namespace, annotations: KEEP }),
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClass !== undefined && { storageClassName: storageClass }),
        volumeMode: 'Filesystem',
        resources: storageRequest(props.volume),
      },
    });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector, ports: servicePorts(JAEGER_COMPONENT.ports) },
    });
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: named,
      spec: {
        replicas: 1,
        // Two pods can't write to one badger: the old one has to go first.
        strategy: { type: 'Recreate' },
        selector: { matchLabels: selector },
        template: jaegerPod({
          ...props,
          component: JAEGER_COMPONENT,
          files,
          volume: { name: 'data', persistentVolumeClaim: { claimName: JAEGER } },
          mount: { name: 'data', mountPath: DATA_PATH },
        }),
      },
    });
    new ServiceMonitor(this, 'monitor', {
      name: JAEGER,
      namespace,
      serviceNamespace: namespace,
      selector,
      port: 'metrics',
      interval: props.scrapeInterval,
    });
  }
}
