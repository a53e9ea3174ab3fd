import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { API_TOKEN_MOUNT, API_TOKEN_VOLUME } from '../api-token';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import { CONTROLLER_ID_ANNOTATION } from '../operator/controller-id';
import type { Platform } from '../platform';
import { restrictedPod } from '../pod-security';
import { servicePorts } from '../ports';
import type { Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { DiscoveryRole } from './discovery-role';
import { INSTANCE_LABEL } from './instance';
import { ServiceMonitor } from './service-monitor';

export interface PrometheusProps extends Platform {
  /** External labels: what tells this Prometheus' series and alerts from those of other clusters. */
  readonly externalLabels: { readonly cluster: string; readonly region: string };
  /** The URL under which people reach it; alerts link to it. */
  readonly externalUrl: string;
  /** Namespaces in which workloads are discovered, besides our own. */
  readonly workloadNamespaces: readonly string[];
  /** How often rules are evaluated: a Prometheus duration. */
  readonly evaluationInterval: string;
  /** What is kept locally: by time, in days, and at most by size (`40GiB`), whichever is reached first. */
  readonly retention: { readonly days: number; readonly size: string };
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume: a quantity, such as `50Gi`. */
  readonly volume: string;
  /** The Service and port of the Alertmanager that gets the alerts. */
  readonly alertmanager: { readonly name: string; readonly namespace: string; readonly port: string };
}

/** The name of the Service and the job. */
export const PROMETHEUS = 'prometheus';
/** The name of the Prometheus resource: the operator calls the pods `prometheus-main-0` and so on. */
const PROMETHEUS_INSTANCE = 'main';
export const PROMETHEUS_PORTS = { web: 9090 } as const;

/** The user `nobody` of the official image, v3.14.0. */
const USER = 65534;

/** The Prometheus of a cluster. Its StatefulSet, probes and headless Service are the operator's. */
export class Prometheus extends Construct {
  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { namespace } = props;
    const named = metadata({ name: PROMETHEUS, namespace });

    new ServiceAccount(this, 'service-account', PROMETHEUS, namespace);
    for (const discovered of new Set([namespace, ...props.workloadNamespaces])) {
      new DiscoveryRole(this, `discovery-${discovered}`, {
        namespace: discovered,
        serviceAccount: { name: PROMETHEUS, namespace },
      });
    }
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: {
        type: 'ClusterIP',
        // Replicas scrape at different moments: a client that changes between them would see graphs jump.
        sessionAffinity: 'ClientIP',
        selector: { 'app.kubernetes.io/name': 'prometheus', prometheus: PROMETHEUS_INSTANCE },
        ports: servicePorts(PROMETHEUS_PORTS),
      },
    });
    new ApiObject(this, 'prometheus', prometheus(props));
    new ServiceMonitor(this, 'monitor', {
      name: PROMETHEUS,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(PROMETHEUS),
      port: 'web',
      interval: props.scrapeInterval,
    });
  }
}

type Volume = NonNullable<IPrometheus['spec']['volumes']>[number];

function prometheus(props: PrometheusProps): IPrometheus {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: metadata({
      name: PROMETHEUS_INSTANCE,
      namespace: props.namespace,
      component: PROMETHEUS,
      annotations: CONTROLLER_ID_ANNOTATION,
    }),
    spec: {
      image: imageReference(IMAGES.prometheus, props.images),
      version: IMAGES.prometheus.version,
      ...pod(props),
      ...selection(),
      ...identity(props),
      // No `scrapeTimeout`: Prometheus takes the smaller of 10 s and the interval; the operator refuses one above the interval.
      scrapeInterval: props.scrapeInterval,
      evaluationInterval: props.evaluationInterval,
      retention: `${props.retention.days}d`,
      retentionSize: props.retention.size,
      enableFeatures: ['exemplar-storage'],
      exemplars: { maxSize: 100_000 },
      alerting: { alertmanagers: [{ ...props.alertmanager, apiVersion: 'v2' }] },
      storage: volume(props.volume),
    },
  };
}

function identity(props: PrometheusProps) {
  return {
    externalUrl: props.externalUrl,
    externalLabels: { ...props.externalLabels },
    replicaExternalLabelName: 'prometheus_replica',
    // One Prometheus in a cluster: a label that names it would only make series longer.
    prometheusExternalLabelName: '',
  };
}

/** Only what carries our label, in our namespace. */
function selection() {
  const ours = { matchLabels: { ...INSTANCE_LABEL } };
  return {
    serviceDiscoveryRole: 'EndpointSlice' as const,
    serviceMonitorSelector: ours,
    podMonitorSelector: ours,
    probeSelector: ours,
    scrapeConfigSelector: ours,
    ruleSelector: ours,
  };
}

function pod(props: PrometheusProps) {
  return {
    replicas: props.replicas,
    shards: 1,
    portName: 'web',
    podMetadata: { labels: { 'app.kubernetes.io/part-of': 'probecard' } },
    ...pullSecrets(props.images),
    serviceAccountName: PROMETHEUS,
    enableServiceLinks: false,
    // The token goes to the container that discovers targets and not to the one that reloads files.
    automountServiceAccountToken: false,
    // Typed for cdk8s-plus, which spells `downwardAPI` in its own way.
    volumes: [k8s.toJson_Volume(API_TOKEN_VOLUME) as Volume],
    containers: [{ name: 'prometheus', volumeMounts: [API_TOKEN_MOUNT] }],
    resources: props.resources,
    securityContext: restrictedPod(USER),
  };
}

function volume(size: string) {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Filesystem',
        resources: { requests: { storage: size } },
      },
    },
  };
}
