import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { storageRequest, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { dashboardProvider, GRAFANA_PORTS, grafanaIni } from './config';
import { dataSources, type DataSourcesProps } from './data-sources';
import { GRAFANA, grafanaDeployment } from './deployment';
import { SidecarRole } from './sidecar';

export interface GrafanaProps extends Platform {
  /** The public URL. */
  readonly url: string;
  readonly dataSources: DataSourcesProps;
  /** The namespaces in which ConfigMaps with dashboards are looked for. */
  readonly dashboardNamespaces: readonly string[];
  readonly resources: Resources;
  /** The size of the persistent volume, which holds users and preferences: a quantity, such as `1Gi`. */
  readonly volume: string;
}

/** Grafana with provisioned data sources, and dashboards from labelled ConfigMaps. */
export class Grafana extends Construct {
  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { namespace } = props;
    const named = metadata({ name: GRAFANA, namespace });
    const files = {
      'grafana.ini': grafanaIni(props.url),
      'data-sources.yaml': toYaml(dataSources(props.dataSources)),
      'dashboards.yaml': toYaml(dashboardProvider()),
    };

    new ServiceAccount(this, 'service-account', GRAFANA, namespace);
    for (const read of props.dashboardNamespaces) {
      new SidecarRole(this, `dashboards-${read}`, { namespace: read, serviceAccount: { name: GRAFANA, namespace } });
    }
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: files });
    new k8s.KubePersistentVolumeClaim(this, 'volume', {
      metadata: named,
      spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: storageRequest(props.volume) },
    });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: selectorLabels(GRAFANA), ports: servicePorts(GRAFANA_PORTS) },
    });
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: named,
      spec: grafanaDeployment(props, Object.values(files)),
    });
    new ServiceMonitor(this, 'monitor', {
      name: GRAFANA,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(GRAFANA),
      port: 'http',
      interval: props.scrapeInterval,
    });
  }
}
