import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import { CONTROLLER_ID_ANNOTATION } from '../operator/controller-id';
import type { Platform } from '../platform';
import { restrictedPod } from '../pod-security';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import type { Resources } from '../resources';
import { ServiceAccount } from '../service-account';

export interface AlertmanagerProps extends Platform {
  /** `alertmanager.yaml`: routes, receivers, inhibition. It holds no secret: credentials are files of {@link receiversSecret}. */
  readonly config: string;
  /**
   * The Secret with the credentials of the receivers, one key each. Whoever runs the cluster creates it; the operator
   * (v0.93.1, `spec.secrets`) mounts it at `/etc/alertmanager/secrets/<name>`.
   */
  readonly receiversSecret: string;
  /** The URL under which people reach it; notifications link to it. */
  readonly externalUrl: string;
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume, which holds silences and what has been notified: a quantity, such as `1Gi`. */
  readonly volume: string;
}

/** The name of the Service and the job. */
export const ALERTMANAGER = 'alertmanager';
export const ALERTMANAGER_PORTS = { web: 9093 } as const;

/** The name of the Alertmanager resource: the operator calls the pods `alertmanager-main-0` and so on. */
const INSTANCE = 'main';
const CONFIG_SECRET = 'alertmanager-config';
/** The user `nobody` of the official image, v0.31.1. */
const USER = 65534;

/** The Alertmanager of a cluster. Its StatefulSet, probes and headless Service are the operator's. */
export class Alertmanager extends Construct {
  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { namespace } = props;
    const named = metadata({ name: ALERTMANAGER, namespace });

    new ServiceAccount(this, 'service-account', ALERTMANAGER, namespace);
    new k8s.KubeSecret(this, 'config', {
      metadata: metadata({ name: CONFIG_SECRET, namespace, component: ALERTMANAGER }),
      type: 'Opaque',
      // Not `data`: a reviewer reads the routes in the rendered manifest, and base64 would hide them.
      stringData: { 'alertmanager.yaml': props.config },
    });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: {
        type: 'ClusterIP',
        sessionAffinity: 'ClientIP',
        selector: { 'app.kubernetes.io/name': 'alertmanager', alertmanager: INSTANCE },
        ports: servicePorts(ALERTMANAGER_PORTS),
      },
    });
    new ApiObject(this, 'alertmanager', alertmanager(props));
    new ServiceMonitor(this, 'monitor', {
      name: ALERTMANAGER,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(ALERTMANAGER),
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
      name: INSTANCE,
      namespace: props.namespace,
      component: ALERTMANAGER,
      annotations: CONTROLLER_ID_ANNOTATION,
    }),
    spec: {
      image: imageReference(IMAGES.alertmanager, props.images),
      version: IMAGES.alertmanager.version,
      replicas: props.replicas,
      portName: 'web',
      podMetadata: { labels: { 'app.kubernetes.io/part-of': 'probecard' } },
      ...pullSecrets(props.images),
      serviceAccountName: ALERTMANAGER,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      externalUrl: props.externalUrl,
      configSecret: CONFIG_SECRET,
      secrets: [props.receiversSecret],
      retention: '120h',
      resources: props.resources,
      securityContext: restrictedPod(USER),
      storage: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            volumeMode: 'Filesystem',
            resources: { requests: { storage: props.volume } },
          },
        },
      },
    },
  };
}
