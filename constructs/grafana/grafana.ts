import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KEEP } from '../argocd/keep';
import { DisruptionBudget } from '../availability';
import type { SignIn } from '../entry/sign-in';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { storageRequest } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { GRAFANA_COMPONENT } from './component';
import { dashboardProvider, grafanaIni } from './config';
import { dataSources, type DataSourcesProps } from './data-sources';
import { grafanaDeployment, type GrafanaDeploymentProps } from './deployment';
import { SidecarRole } from './sidecar';
import { inDatabase, onVolume, type Database } from './storage';

export interface GrafanaProps extends Platform, GrafanaDeploymentProps {
  /** The public URL. */
  readonly url: string;
  readonly signIn: SignIn;
  readonly dataSources: DataSourcesProps;
  /** Where accounts, sessions and preferences are kept. Default: in SQLite on a volume, with one replica. */
  readonly database?: Database;
  /** The size of that volume: a quantity, such as `1Gi`. Not used with a database. */
  readonly volume: string;
}

const { name: NAME, pods: LABELS, ports: PORTS } = GRAFANA_COMPONENT;

/**
 * Grafana with provisioned data sources, and dashboards from labelled ConfigMaps.
 *
 * The cdk8s-plus API objects (`k8s.Kube…`) carry exactly what is written here; its higher-level classes add selectors and
 * defaults of their own and know no projected volumes.
 * @throws Error for replicas that would have to share a volume
 */
export class Grafana extends Construct {
  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { namespace, replicas, database, storageClass } = props;
    if (database === undefined && replicas > 1) {
      throw new Error(`grafana: ${replicas} replicas cannot share one volume: give it a database, or one replica`);
    }
    const named = metadata({ name: NAME, namespace });
    const storage = database === undefined ? onVolume : inDatabase(database);
    const files = {
      'grafana.ini': grafanaIni({ url: props.url, signIn: props.signIn, storage }),
      'data-sources.yaml': toYaml(dataSources(props.dataSources)),
      'dashboards.yaml': toYaml(dashboardProvider()),
    };

    new ServiceAccount(this, 'service-account', NAME, namespace);
    for (const read of props.dashboardNamespaces) {
      new SidecarRole(this, `dashboards-${read}`, { namespace: read, serviceAccount: { name: NAME, namespace } });
    }
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: files });
    if (database === undefined) {
      new k8s.KubePersistentVolumeClaim(this, 'volume', {
        metadata: metadata({ name: NAME, namespace, annotations: KEEP }),
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          resources: storageRequest(props.volume),
          ...(storageClass !== undefined && { storageClassName: storageClass }),
        },
      });
    }
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: LABELS, ports: servicePorts(PORTS) },
    });
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: named,
      spec: grafanaDeployment(props, storage, Object.values(files)),
    });
    if (replicas > 1) new DisruptionBudget(this, 'disruption-budget', GRAFANA_COMPONENT);
    new ServiceMonitor(this, 'monitor', {
      name: NAME,
      namespace,
      serviceNamespace: namespace,
      selector: LABELS,
      port: 'http',
      interval: props.scrapeInterval,
    });
  }
}
