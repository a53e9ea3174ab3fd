import { labelOf } from '../../telemetry/attribute';
import { TRACE_ID } from '../../telemetry/attributes';
import { DATA_SOURCE_UIDS } from '../../telemetry/data-sources';
import { checkLinks, LINKS, TRACE_OF_EXEMPLAR } from '../../telemetry/links';

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
  readonly links: GrafanaLinks;
}

/** Queries that a span leads to, with Grafana's variables of a span in them. */
export interface GrafanaLinks {
  /** LogQL: the lines that its service wrote in its trace. */
  readonly spanToLogs: string;
  /** PromQL, by what is written on the link. */
  readonly spanToMetrics: readonly { readonly name: string; readonly query: string }[];
}

/**
 * The provisioning file of Grafana's data sources (Grafana 13.1, `apiVersion: 1`). What is not in it is removed (`prune`).
 * @throws Error for a link between signals that would find nothing
 */
export function dataSources(props: DataSourcesProps) {
  const { environment, prometheusUrl, thanosUrl, thanosGlobalUrl } = props;
  checkLinks(Object.values(LINKS));
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
      logs(props),
      traces(props),
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
      // The traces of other regions are in the Jaegers of these.
      ...(uid !== 'thanosGlobal' && {
        exemplarTraceIdDestinations: [{ name: TRACE_OF_EXEMPLAR, datasourceUid: DATA_SOURCE_UIDS.jaeger }],
      }),
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

/** Of one name each: those of the same name would share the expression of the first. */
const logs = ({ lokiUrl }: DataSourcesProps) => ({
  ...provisioned('loki', 'loki', 'Loki', lokiUrl),
  jsonData: {
    derivedFields: [
      // The agent attaches it to lines that are JSON; for these, no expression looks at the line, or each would have two links.
      toTrace('Trace', { matcherType: 'label', matcherRegex: literal(`^${labelOf(TRACE_ID)}$`) }),
      toTrace('Trace in the line', { matcherType: 'regex', matcherRegex: `\\b${TRACE_ID.name}=([0-9a-f]{32})\\b` }),
    ],
  },
});

const toTrace = (
  name: string,
  matcher: { readonly matcherType: 'label' | 'regex'; readonly matcherRegex: string },
) => ({
  name,
  ...matcher,
  datasourceUid: DATA_SOURCE_UIDS.jaeger,
  // With a data source, this is not an address but its query.
  url: literal('${__value.raw}'),
  urlDisplayLabel: 'Open the trace',
});

/** Provisioning would take it for a variable of the environment, and leave nothing of it (Grafana 13.1, "values"). */
const literal = (text: string): string => text.replaceAll('$', () => '$$');

/** Lines may be written a little before a span begins and after it ends. */
const MARGIN = '1m';
/** Enough of a curve to tell what is usual from what is not. */
const AROUND = '30m';

function traces({ jaegerUrl, links: { spanToLogs, spanToMetrics } }: DataSourcesProps) {
  return {
    ...provisioned('jaeger', 'jaeger', 'Jaeger', jaegerUrl),
    jsonData: {
      tracesToLogsV2: {
        datasourceUid: DATA_SOURCE_UIDS.loki,
        spanStartTimeShift: `-${MARGIN}`,
        spanEndTimeShift: MARGIN,
        customQuery: true,
        query: literal(spanToLogs),
      },
      tracesToMetrics: {
        datasourceUid: DATA_SOURCE_UIDS.prometheus,
        spanStartTimeShift: `-${AROUND}`,
        spanEndTimeShift: AROUND,
        queries: spanToMetrics.map(({ name, query }) => ({ name, query: literal(query) })),
      },
      nodeGraph: { enabled: true },
      spanBar: { type: 'Duration' },
    },
  };
}

function provisioned(uid: Uid, type: string, name: string, url: string) {
  return { uid: DATA_SOURCE_UIDS[uid], name, type, access: 'proxy', url, editable: false, isDefault: false };
}
