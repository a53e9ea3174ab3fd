import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { API_TOKEN_MOUNT } from '../api-token';
import { imageReference, IMAGES, type ImageSource } from '../images';
import { metadata } from '../metadata';
import { RESTRICTED_CONTAINER } from '../pod-security';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';
import { DASHBOARDS_PATH } from './config';
import { DASHBOARD_LABEL, FOLDER_ANNOTATION } from './dashboard-config-map';

/** The volume on which the sidecar writes what Grafana reads. */
export const DASHBOARDS_VOLUME = 'dashboards';

const NAME = 'dashboards';
const HEALTH_PORT = 8080;

export interface SidecarProps {
  /** The namespaces in which ConfigMaps with dashboards are looked for. */
  readonly namespaces: readonly string[];
  readonly images: ImageSource;
  readonly resources: Resources;
}

/**
 * The container that copies labelled ConfigMaps into Grafana's dashboard folder (k8s-sidecar 2.10). It reads the API, so it is
 * the only one in the pod that gets a token. Grafana looks for changed files by itself: the sidecar needs no Grafana credentials.
 *
 * A native sidecar (`restartPolicy: Always` on an init container, Kubernetes ≥ 1.29; before, it would count as an init container
 * that never ends). What comes after it starts once its startup probe succeeds, and `/healthz` is 503 until all dashboards that
 * exist are written.
 */
export function sidecar({ namespaces, images, resources }: SidecarProps): k8s.Container {
  return {
    name: NAME,
    restartPolicy: 'Always',
    image: imageReference(IMAGES.sidecar, images),
    env: Object.entries(environment(namespaces)).map(([name, value]) => ({ name, value })),
    ports: [{ name: 'sidecar-health', containerPort: HEALTH_PORT, protocol: 'TCP' }],
    resources: resourceRequirements(resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'sidecar-health', ready: '/healthz', startupSeconds: 120 }),
    volumeMounts: [
      { name: DASHBOARDS_VOLUME, mountPath: DASHBOARDS_PATH },
      { name: 'tmp', mountPath: '/tmp' },
      API_TOKEN_MOUNT,
    ],
  };
}

function environment(namespaces: readonly string[]): Readonly<Record<string, string>> {
  return {
    LABEL: DASHBOARD_LABEL.name,
    LABEL_VALUE: DASHBOARD_LABEL.value,
    RESOURCE: 'configmap',
    NAMESPACE: namespaces.join(','),
    FOLDER: DASHBOARDS_PATH,
    FOLDER_ANNOTATION,
    HEALTH_PORT: String(HEALTH_PORT),
    LOG_TZ: 'UTC',
  };
}

export interface SidecarRoleProps {
  /** The namespace whose ConfigMaps are read. */
  readonly namespace: string;
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
}

/** Lets the sidecar read the ConfigMaps of one namespace. */
export class SidecarRole extends Construct {
  constructor(scope: Construct, id: string, props: SidecarRoleProps) {
    super(scope, id);
    const { name, namespace } = props.serviceAccount;
    const role = 'probecard-grafana-dashboards';
    const named = metadata({ name: role, namespace: props.namespace, component: name, wave: 'rbac' });
    new k8s.KubeRole(this, 'role', {
      metadata: named,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
    });
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata: named,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}
