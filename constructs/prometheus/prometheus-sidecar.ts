import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { k8s } from 'cdk8s-plus-28';
import { imageReference, IMAGES, type ImageSource } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import type { Resources } from '../resources';
import { OBJECT_STORAGE_FILE, OBJECT_STORAGE_MOUNT, OBJECT_STORAGE_VOLUME } from '../thanos/object-storage';
import { PROMETHEUS_COMPONENT } from './component';

/** Thanos beside Prometheus: answers queries about what Prometheus has, and uploads its blocks. */
export interface SidecarProps {
  readonly resources: Resources;
}

type Spec = IPrometheus['spec'];
type Containers = NonNullable<Spec['containers']>;
export type Volume = NonNullable<Spec['volumes']>[number];

/** A headless Service of its own: the operator's selects every Prometheus of the namespace. */
export const SIDECAR_SERVICE = 'thanos-sidecar';

/**
 * The fields of the Prometheus resource. The operator v0.93.1 lets Prometheus merge blocks only once they are uploaded
 * (`--storage.tsdb.delay-compact-file.path`, from Prometheus 3.9 and Thanos 0.41 on): 35 days are not kept in pieces of two hours.
 */
export const sidecar = (
  { resources }: SidecarProps,
  images: ImageSource,
  startupSeconds: number,
): NonNullable<Spec['thanos']> => ({
  image: imageReference(IMAGES.thanos, images),
  version: IMAGES.thanos.version,
  objectStorageConfigFile: OBJECT_STORAGE_FILE,
  volumeMounts: [OBJECT_STORAGE_MOUNT],
  // The only size that it may upload, and a default of the CRD.
  blockSize: '2h',
  // As long as Prometheus may take to start: it gives up and is restarted otherwise.
  readyTimeout: `${startupSeconds}s`,
  logFormat: 'json',
  resources,
});

// Typed for cdk8s-plus.
export const SIDECAR_VOLUMES: readonly Volume[] = [k8s.toJson_Volume(OBJECT_STORAGE_VOLUME) as Volume];

/** The operator gives it no probe. It has none for readiness: Prometheus is not to be out of reach while the sidecar is. */
export const SIDECAR_PATCH: Containers = [
  {
    name: 'thanos-sidecar',
    livenessProbe: {
      httpGet: { path: '/-/healthy', port: 'http', scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 3,
      failureThreshold: 6,
    },
  },
];

/** Where queries find the sidecars one by one. The operator calls the container's port `http`, which the component's is not. */
export function sidecarService(namespace: string): k8s.KubeServiceProps {
  return {
    metadata: metadata({ name: SIDECAR_SERVICE, namespace }),
    spec: {
      type: 'ClusterIP',
      clusterIp: 'None',
      selector: { ...PROMETHEUS_COMPONENT.pods },
      ports: ['grpc', 'sidecar'].map((name) => {
        const port = portOf(PROMETHEUS_COMPONENT, name);
        return { name, port, targetPort: k8s.IntOrString.fromNumber(port), protocol: 'TCP' };
      }),
    },
  };
}

/** What its monitor selects. */
export const SIDECAR_LABELS = selectorLabels(SIDECAR_SERVICE);
