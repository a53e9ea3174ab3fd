import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { k8s } from 'cdk8s-plus-28';
import { API_TOKEN_MOUNT, API_TOKEN_VOLUME } from '../api-token';
import { spread } from '../availability';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { metadata } from '../metadata';
import { controllerId } from '../operator/controller-id';
import { restrictedPod } from '../pod-security';
import { PROMETHEUS_COMPONENT, PROMETHEUS_INSTANCE } from './component';
import { INSTANCE_LABEL } from './instance';
import { REPLICA_LABEL } from './prometheus-identity';
import { QUERY_LIMITS, scrapeLimits } from './prometheus-limits';
import type { PrometheusProps } from './prometheus';
import { sidecar, SIDECAR_PATCH, SIDECAR_VOLUMES, type Volume } from './prometheus-sidecar';

/** The user `nobody` of the official image, v3.14.0; Thanos runs as it as well, for it reads the same files. */
const USER = 65534;

/** The write-ahead log of three hours is read at the start. One that is stopped half way begins anew, so that there is time. */
const STARTUP_SECONDS = 1800;

/** The Prometheus resource. Every field that has a default in the CRD of v0.93.1 is written out. */
export function prometheusResource(props: PrometheusProps): IPrometheus {
  const { namespace, operator, images, retention, thanos } = props;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: metadata({
      name: PROMETHEUS_INSTANCE,
      namespace,
      component: PROMETHEUS_COMPONENT.name,
      annotations: controllerId(operator),
    }),
    spec: {
      image: imageReference(IMAGES.prometheus, images),
      version: IMAGES.prometheus.version,
      ...pod(props),
      ...selection(),
      ...identity(props),
      ...scraping(props),
      evaluationInterval: props.evaluationInterval,
      query: QUERY_LIMITS,
      retention: `${retention.days}d`,
      retentionSize: retention.size,
      walCompression: true,
      enableFeatures: ['exemplar-storage'],
      exemplars: { maxSize: 100_000 },
      alerting: { alertmanagers: [{ ...props.alertmanager, apiVersion: 'v2' }] },
      storage: volume(props),
      ...(thanos && { thanos: sidecar(thanos, images, STARTUP_SECONDS) }),
    },
  };
}

function identity({ externalUrl, externalLabels }: PrometheusProps) {
  return {
    externalUrl,
    externalLabels: { ...externalLabels },
    replicaExternalLabelName: REPLICA_LABEL,
    // One Prometheus in a cluster: a label that names it would only make series longer.
    prometheusExternalLabelName: '',
  };
}

function scraping({ scrapeInterval }: PrometheusProps) {
  return {
    // No `scrapeTimeout`: Prometheus takes the smaller of 10 s and the interval; the operator refuses one above the interval.
    scrapeInterval,
    ...scrapeLimits(),
    // Of a histogram that has both, Prometheus would drop the buckets that rules and panels read.
    scrapeNativeHistograms: true,
    scrapeClassicHistograms: true,
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

function pod({ replicas, images, resources, thanos }: PrometheusProps) {
  return {
    replicas,
    shards: 1,
    portName: 'web',
    podMetadata: { labels: { 'app.kubernetes.io/part-of': 'probecard' } },
    ...pullSecrets(images),
    serviceAccountName: PROMETHEUS_COMPONENT.name,
    enableServiceLinks: false,
    // The token goes to the container that discovers targets and not to the others.
    automountServiceAccountToken: false,
    // Typed for cdk8s-plus, which spells `downwardAPI` in its own way.
    volumes: [k8s.toJson_Volume(API_TOKEN_VOLUME) as Volume, ...(thanos ? SIDECAR_VOLUMES : [])],
    containers: [{ name: 'prometheus', volumeMounts: [API_TOKEN_MOUNT] }, ...(thanos ? SIDECAR_PATCH : [])],
    resources,
    securityContext: restrictedPod(USER),
    maximumStartupDurationSeconds: STARTUP_SECONDS,
    ...(replicas > 1 && { topologySpreadConstraints: spread(PROMETHEUS_COMPONENT) }),
  };
}

function volume({ volume: size, storageClass }: PrometheusProps) {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Filesystem',
        ...(storageClass !== undefined && { storageClassName: storageClass }),
        resources: { requests: { storage: size } },
      },
    },
  };
}
