import type { k8s } from 'cdk8s-plus-28';
import { API_TOKEN_VOLUME } from '../api-token';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets, type ImageSource } from '../images';
import { selectorLabels } from '../labels';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';
import { DASHBOARDS_PATH, GRAFANA_PORTS } from './config';
import { DASHBOARDS_VOLUME, sidecar } from './sidecar';

/** The name of Grafana's Service, Deployment and job. */
export const GRAFANA = 'grafana';

/**
 * The Secret with Grafana's credentials; whoever runs the cluster creates it. Its keys: the first administrator's name and
 * password, and the key with which Grafana encrypts what it stores.
 */
export const GRAFANA_SECRET = {
  name: 'grafana-credentials',
  keys: { user: 'admin-user', password: 'admin-password', secretKey: 'secret-key' },
} as const;

const SECRET_PATH = '/etc/grafana-credentials';
/** The user of the official image, 13.1.3. */
const USER = 472;

export interface GrafanaDeploymentProps {
  readonly dashboardNamespaces: readonly string[];
  readonly resources: Resources;
  readonly images: ImageSource;
}

/**
 * Grafana, and before it the native sidecar that brings its dashboards: Kubernetes ≥ 1.29.
 *
 * @param configuration the texts whose change restarts the pod
 */
export function grafanaDeployment(props: GrafanaDeploymentProps, configuration: readonly string[]): k8s.DeploymentSpec {
  return {
    replicas: 1,
    // One pod at a time: two can't share the volume, nor the SQLite file on it.
    strategy: { type: 'Recreate' },
    selector: { matchLabels: selectorLabels(GRAFANA) },
    template: {
      metadata: { labels: selectorLabels(GRAFANA), annotations: configHash(...configuration) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: GRAFANA,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        // Before Grafana: over an empty folder it would remove every dashboard, until it looks again.
        initContainers: [sidecar(props.dashboardNamespaces, props.images)],
        containers: [grafana(props)],
        volumes: [
          { name: 'config', configMap: { name: GRAFANA } },
          { name: 'credentials', secret: { secretName: GRAFANA_SECRET.name } },
          { name: 'data', persistentVolumeClaim: { claimName: GRAFANA } },
          { name: DASHBOARDS_VOLUME, emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
          API_TOKEN_VOLUME,
        ],
      },
    },
  };
}

function grafana(props: GrafanaDeploymentProps): k8s.Container {
  return {
    name: GRAFANA,
    image: imageReference(IMAGES.grafana, props.images),
    env: credentials(),
    ports: containerPorts(GRAFANA_PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'http', ready: '/api/health', startupSeconds: 300 }),
    volumeMounts: [
      configFile('grafana.ini', '/etc/grafana/grafana.ini'),
      configFile('data-sources.yaml', '/etc/grafana/provisioning/datasources/probecard.yaml'),
      configFile('dashboards.yaml', '/etc/grafana/provisioning/dashboards/probecard.yaml'),
      { name: 'credentials', mountPath: SECRET_PATH, readOnly: true },
      { name: 'data', mountPath: '/var/lib/grafana' },
      { name: DASHBOARDS_VOLUME, mountPath: DASHBOARDS_PATH, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function configFile(key: string, mountPath: string): k8s.VolumeMount {
  return { name: 'config', mountPath, subPath: key, readOnly: true };
}

/** The image's entry point reads `GF_…__FILE` and sets the variable to what the file holds. */
function credentials(): k8s.EnvVar[] {
  const { user, password, secretKey } = GRAFANA_SECRET.keys;
  return [
    { name: 'GF_SECURITY_ADMIN_USER__FILE', value: `${SECRET_PATH}/${user}` },
    { name: 'GF_SECURITY_ADMIN_PASSWORD__FILE', value: `${SECRET_PATH}/${password}` },
    { name: 'GF_SECURITY_SECRET_KEY__FILE', value: `${SECRET_PATH}/${secretKey}` },
  ];
}
