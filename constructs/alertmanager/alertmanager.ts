import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget, spread } from '../availability';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import { controllerId, type OperatedBy } from '../operator/controller-id';
import type { Platform } from '../platform';
import { restrictedPod } from '../pod-security';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import type { Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { ALERTMANAGER_COMPONENT, ALERTMANAGER_INSTANCE } from './component';

export interface AlertmanagerProps extends Platform {
  /** Whose operator makes it. */
  readonly operator: OperatedBy;
  /** `alertmanager.yaml`: routes, receivers, inhibition. It holds no secret: credentials are files of {@link receiversSecret}. */
  readonly config: string;
  /** How notifications are worded, and the ConfigMap and its key in which the configuration expects that. */
  readonly templates: { readonly name: string; readonly key: string; readonly text: string };
  /**
   * The Secret with the credentials of the receivers, one key each. Whoever runs the cluster creates it; the operator
   * (v0.93.1, `spec.secrets`) mounts it at `/etc/alertmanager/secrets/<name>`.
   */
  readonly receiversSecret: string;
  /** The URL under which people reach it; notifications link to it. */
  readonly externalUrl: string;
  /** More than one tell each other of silences and of what has been notified, so that people are told once. */
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume, which holds silences and what has been notified: a quantity, such as `1Gi`. */
  readonly volume: string;
}

const { name: NAME, pods: PODS } = ALERTMANAGER_COMPONENT;

/** What people and Prometheus reach by the Service; replicas reach each other by the operator's own. */
const SERVICE_PORTS = { web: portOf(ALERTMANAGER_COMPONENT, 'web') };

/** The Secret with the configuration: the operator reads it from one. It holds no secret value. */
export const ALERTMANAGER_CONFIG = { name: 'alertmanager-config', key: 'alertmanager.yaml' } as const;

/** The user `nobody` of the official image, v0.31.1. */
const USER = 65534;

/** The Alertmanager of a cluster. Its StatefulSet, probes, headless Service and the mesh of its replicas are the operator's. */
export class Alertmanager extends Construct {
  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { namespace } = props;
    const named = metadata({ name: NAME, namespace });

    new ServiceAccount(this, 'service-account', NAME, namespace);
    new k8s.KubeSecret(this, 'config', {
      metadata: metadata({ name: ALERTMANAGER_CONFIG.name, namespace, component: NAME }),
      type: 'Opaque',
      // Not `data`: a reviewer reads the routes in the rendered manifest, and base64 would hide them.
      stringData: { [ALERTMANAGER_CONFIG.key]: props.config },
    });
    new k8s.KubeConfigMap(this, 'templates', {
      metadata: metadata({ name: props.templates.name, namespace, component: NAME }),
      data: { [props.templates.key]: props.templates.text },
    });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: {
        type: 'ClusterIP',
        sessionAffinity: 'ClientIP',
        selector: PODS,
        ports: servicePorts(SERVICE_PORTS),
      },
    });
    new ApiObject(this, 'alertmanager', alertmanager(props));
    if (props.replicas > 1) new DisruptionBudget(this, 'disruption-budget', ALERTMANAGER_COMPONENT);
    new ServiceMonitor(this, 'monitor', {
      name: NAME,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(NAME),
      port: 'web',
      interval: props.scrapeInterval,
    });
  }
}

function alertmanager(props: AlertmanagerProps): IAlertmanager {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: metadata({
      name: ALERTMANAGER_INSTANCE,
      namespace: props.namespace,
      component: NAME,
      annotations: controllerId(props.operator),
    }),
    spec: {
      image: imageReference(IMAGES.alertmanager, props.images),
      version: IMAGES.alertmanager.version,
      replicas: props.replicas,
      portName: 'web',
      podMetadata: { labels: { 'app.kubernetes.io/part-of': 'probecard' } },
      ...pullSecrets(props.images),
      serviceAccountName: NAME,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      externalUrl: props.externalUrl,
      configSecret: ALERTMANAGER_CONFIG.name,
      secrets: [props.receiversSecret],
      configMaps: [props.templates.name],
      // Of silences that have ended and of what has been notified: five days, over a long weekend.
      retention: '120h',
      resources: props.resources,
      securityContext: restrictedPod(USER),
      ...(props.replicas > 1 && { topologySpreadConstraints: spread(ALERTMANAGER_COMPONENT) }),
      storage: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            ...(props.storageClass !== undefined && { storageClassName: props.storageClass }),
            volumeMode: 'Filesystem',
            resources: { requests: { storage: props.volume } },
          },
        },
      },
    },
  };
}
