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
  /** The query frontend of the region's Thanos: both replicas as one, and as far back as the bucket goes. Default: there is none. */
  readonly thanosUrl?: string;
  /** The query frontend over all regions. Default: it is elsewhere. */
  readonly thanosGlobalUrl?: string;
}

/** The stable uids by which dashboards, exemplars and links refer to the data sources. */
export const DATA_SOURCE_UIDS = {
  prometheus: 'prometheus',
  thanos: 'thanos',
  thanosGlobal: 'thanos-global',
  alertmanager: 'alertmanager',
  loki: 'loki',
  jaeger: 'jaeger',
} as const;

/** The provisioning file of Grafana's data sources (Grafana 13.1, `apiVersion: 1`). What is not in it is removed (`prune`). */
export function dataSources(props: DataSourcesProps) {
  const { environment, prometheusUrl, thanosUrl, thanosGlobalUrl } = props;
  return {
    apiVersion: 1,
    prune: true,
    datasources: [
      { ...metrics('prometheus', `Prometheus ${environment}`, prometheusUrl, props), isDefault: true },
      ...(thanosUrl === undefined ? [] : [metrics('thanos', `Thanos ${environment}`, thanosUrl, props)]),
      ...(thanosGlobalUrl === undefined
        ? []
        : [metrics('thanosGlobal', 'Thanos of all regions', thanosGlobalUrl, props)]),
      alertmanager(props),
      provisioned('loki', 'loki', 'Loki', props.lokiUrl),
      provisioned('jaeger', 'jaeger', 'Jaeger', props.jaegerUrl),
    ],
  };
}

type Uid = keyof typeof DATA_SOURCE_UIDS;

/** Something that answers PromQL. */
function metrics(uid: Uid, name: string, url: string, { scrapeInterval }: DataSourcesProps) {
  return {
    ...provisioned(uid, 'prometheus', name, url),
    jsonData: {
      httpMethod: 'POST',
      prometheusType: uid === 'prometheus' ? 'Prometheus' : 'Thanos',
      timeInterval: scrapeInterval,
      exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: DATA_SOURCE_UIDS.jaeger }],
    },
  };
}

function alertmanager({ alertmanagerUrl }: DataSourcesProps) {
  return {
    ...provisioned('alertmanager', 'alertmanager', 'Alertmanager', alertmanagerUrl),
    // Grafana shows and silences its alerts; it sends none of its own there.
    jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
  };
}

function provisioned(uid: Uid, type: string, name: string, url: string) {
  return { uid: DATA_SOURCE_UIDS[uid], name, type, access: 'proxy', url, editable: false, isDefault: false };
}
