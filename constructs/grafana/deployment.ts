import type { k8s } from 'cdk8s-plus-28';
import { API_TOKEN_VOLUME } from '../api-token';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets, type ImageSource } from '../images';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';
import { GRAFANA_COMPONENT } from './component';
import { DASHBOARDS_PATH } from './config';
import { SECRET_FILES } from './secrets';
import { DASHBOARDS_VOLUME, sidecar } from './sidecar';
import { DATA_VOLUME, type Storage } from './storage';

const { name: NAME, pods: LABELS, ports: PORTS } = GRAFANA_COMPONENT;

/** The user of the official image, 13.1.3. */
const USER = 472;

export interface GrafanaDeploymentProps {
  readonly dashboardNamespaces: readonly string[];
  readonly replicas: number;
  readonly resources: Resources;
  /** Of the container that brings the dashboards. */
  readonly sidecarResources: Resources;
  readonly images: ImageSource;
}

/**
 * Grafana, and before it the native sidecar that brings its dashboards: Kubernetes ≥ 1.29.
 *
 * @param configuration the texts whose change restarts the pod
 */
export function grafanaDeployment(
  props: GrafanaDeploymentProps,
  storage: Storage,
  configuration: readonly string[],
): k8s.DeploymentSpec {
  const { replicas, images, dashboardNamespaces: namespaces, sidecarResources: resources } = props;
  return {
    replicas,
    strategy: storage.strategy,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS, annotations: configHash(...configuration) },
      spec: {
        ...pullSecrets(images),
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        ...storage.placement,
        // Before Grafana: over an empty folder it would remove every dashboard, until it looks again.
        initContainers: [sidecar({ namespaces, images, resources })],
        containers: [grafana(props, storage)],
        volumes: [
          { name: 'config', configMap: { name: NAME } },
          SECRET_FILES.credentials.volume,
          SECRET_FILES.oidc.volume,
          ...storage.volumes,
          { name: DASHBOARDS_VOLUME, emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
          API_TOKEN_VOLUME,
        ],
      },
    },
  };
}

function grafana(props: GrafanaDeploymentProps, storage: Storage): k8s.Container {
  return {
    name: NAME,
    image: imageReference(IMAGES.grafana, props.images),
    ports: containerPorts(PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    // `/api/health` asks the database: when that is away, Grafana is not ready, and a restart would not help.
    ...httpProbes({ port: 'http', ready: '/api/health', live: '/healthz', startupSeconds: 300 }),
    volumeMounts: [
      configFile('grafana.ini', '/etc/grafana/grafana.ini'),
      configFile('data-sources.yaml', '/etc/grafana/provisioning/datasources/probecard.yaml'),
      configFile('dashboards.yaml', '/etc/grafana/provisioning/dashboards/probecard.yaml'),
      SECRET_FILES.credentials.mount,
      SECRET_FILES.oidc.mount,
      ...storage.mounts,
      { name: DATA_VOLUME, mountPath: '/var/lib/grafana' },
      { name: DASHBOARDS_VOLUME, mountPath: DASHBOARDS_PATH, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function configFile(key: string, mountPath: string): k8s.VolumeMount {
  return { name: 'config', mountPath, subPath: key, readOnly: true };
}
