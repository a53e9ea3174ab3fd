/** What Grafana reads from. */
export interface DataSourcesProps {
  /** The environment's name: it tells this cluster's Prometheus from others in the data source variable of a dashboard. */
  readonly environment: string;
  /** How often targets are scraped: the smallest step that makes sense. A Prometheus duration. */
  readonly scrapeInterval: string;
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  readonly lokiUrl: string;
  readonly jaegerUrl: string;
}

/** The stable uids by which dashboards, exemplars and links refer to the data sources. */
export const DATA_SOURCE_UIDS = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  loki: 'loki',
  jaeger: 'jaeger',
} as const;

/** The provisioning file of Grafana's data sources (Grafana 13.1, `apiVersion: 1`). What is not in it is removed (`prune`). */
export function dataSources(props: DataSourcesProps) {
  return {
    apiVersion: 1,
    prune: true,
    datasources: [prometheus(props), alertmanager(props), loki(props), jaeger(props)],
  };
}

function prometheus(props: DataSourcesProps) {
  return {
    ...provisioned('prometheus', `Prometheus ${props.environment}`, props.prometheusUrl),
    isDefault: true,
    jsonData: {
      httpMethod: 'POST',
      prometheusType: 'Prometheus',
      timeInterval: props.scrapeInterval,
      exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: DATA_SOURCE_UIDS.jaeger }],
    },
  };
}

function alertmanager(props: DataSourcesProps) {
  return {
    ...provisioned('alertmanager', 'Alertmanager', props.alertmanagerUrl),
    // Grafana shows and silences its alerts; it sends none of its own there.
    jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
  };
}

function loki(props: DataSourcesProps) {
  return provisioned('loki', 'Loki', props.lokiUrl);
}

function jaeger(props: DataSourcesProps) {
  return provisioned('jaeger', 'Jaeger', props.jaegerUrl);
}

function provisioned(type: keyof typeof DATA_SOURCE_UIDS, name: string, url: string) {
  return { uid: DATA_SOURCE_UIDS[type], name, type, access: 'proxy', url, editable: false, isDefault: false };
}
