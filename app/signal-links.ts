import type { GrafanaLinks } from '../constructs/grafana/data-sources';
import type { JaegerUi } from '../constructs/jaeger/ui';
import type { Environment } from '../environments';
import { LINES, printLogql, type LogLabel } from '../logql';
import { print, type AnyVector } from '../promql';
import type { Attribute } from '../telemetry/attribute';
import { SPAN_ID, TRACE_ID } from '../telemetry/attributes';
import { LOKI } from '../telemetry/data-sources';
import { exploreUrl } from '../telemetry/explore';
import { joined, LINKS } from '../telemetry/links';
import { spanCalls, spanDuration } from '../workloads/spans';

/** What a span is known by, as Grafana 13.1 fills it into a query. */
const IDENTITY: ReadonlyMap<Attribute, string> = new Map<Attribute, string>([
  [TRACE_ID, '${__span.traceId}'],
  [SPAN_ID, '${__span.spanId}'],
]);

/** What Grafana puts the value in the place of that a span has. @throws Error for a name with a dot, which it would read as a path */
function ofSpan(attribute: Attribute): string {
  const { name } = attribute;
  if (name.includes('.')) {
    throw new Error(`a link of spans reads '${name}': Grafana takes the dot for a path; copy it to a name without one`);
  }
  return IDENTITY.get(attribute) ?? `\${__span.tags.${name}}`;
}

const matching = <K extends string>(labels: Readonly<Record<K, string>>) =>
  (Object.entries(labels) as [K, string][]).map(([label, value]) => ({ label, op: '=' as const, value }));

interface Of<L extends string> {
  readonly label: L;
  readonly op: '=';
  readonly value: string;
}

/** Spans of the same service and operation. */
const ALIKE: readonly Of<keyof typeof spanCalls.spec.labels>[] = matching({
  ...joined(LINKS.spanToMetrics, ofSpan),
  span_name: '${__span.name}',
});
const calls = spanCalls.rate().sumBy();
const failed = spanCalls.where({ status_code: 'STATUS_CODE_ERROR' }).rate().sumBy();
const seconds = spanDuration.rate().sumBy();

const text = ({ expr }: AnyVector): string => print(expr, { window: '$__rate_interval', match: ALIKE });
const lines = (match: readonly Of<LogLabel>[]): string => printLogql(LINES.expr, { window: '$__auto', match });

/** What Grafana asks when somebody follows a link of a span. */
export const GRAFANA_LINKS: GrafanaLinks = {
  spanToLogs: lines(matching(joined(LINKS.spanToLogs, ofSpan))),
  spanToMetrics: [
    { name: 'Rate of spans like this', query: text(calls) },
    { name: 'Error ratio of spans like this', query: text(failed.orZeroOf(calls).div(calls.positive())) },
    { name: 'P95 of spans like this', query: text(seconds.quantile(0.95)) },
  ],
};

/**
 * Lines may be written a little before their span begins and after it ends. What Jaeger fills in, in microseconds as spans have
 * them; of both functions it applies each twice, the second time in vain, since a date is no number (Jaeger UI 2.13).
 */
const MARGIN_MICROSECONDS = 60_000_000;
const shifted = (of: string, by: number): string => `#{${of} | add ${by} | epoch_micros_to_date_iso}`;

/** What Jaeger's pages of an environment link to. */
export function jaegerUiOf({ urls: { grafana } }: Environment): JaegerUi {
  const trace = '#{traceID}';
  const from = shifted('startTime', -MARGIN_MICROSECONDS);
  const to = shifted('endTime', MARGIN_MICROSECONDS);
  const query = { expr: lines(matching(joined(LINKS.traceToLogs, () => trace))) };
  return {
    grafanaUrl: grafana,
    traceLinks: [
      {
        text: 'Logs of all services, in Grafana',
        url: exploreUrl(grafana, { source: LOKI, query, from, to }, [trace, from, to]),
      },
    ],
  };
}
