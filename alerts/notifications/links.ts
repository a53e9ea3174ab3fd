import { LINES, printLogql } from '../../logql';
import { milliseconds } from '../../promql';
import { JAEGER, LOKI } from '../../telemetry/data-sources';
import { exploreUrl } from '../../telemetry/explore';
import { joined, LINKS } from '../../telemetry/links';
import { LOOKBACKS } from './lookback';
import { define } from './template';

/** What links lead to. */
export interface Destinations {
  /** Grafana's public URL, without a slash at the end. */
  readonly grafana: string;
}

/** In Go's nanoseconds. */
const NANOSECONDS = 1_000_000;

/** When to look from, in milliseconds: as long before the alert as its dashboard's address says. */
const FROM = LOOKBACKS.map((lookback, i) => {
  const earlier = `{{ (.StartsAt.Add -${milliseconds(lookback) * NANOSECONDS}).UnixMilli }}`;
  return `{{ ${i === 0 ? 'if' : 'else if'} match "from=now-${lookback}&" .Annotations.dashboard_url }}${earlier}`;
}).join('');
/** An alert of a foreign rule has no such address. */
const AN_HOUR_BEFORE = `{{ else }}{{ (.StartsAt.Add -${milliseconds('1h') * NANOSECONDS}).UnixMilli }}{{ end }}`;

const UNTIL = '{{ if eq .Status "resolved" }}{{ .EndsAt.UnixMilli }}{{ else }}now{{ end }}';

/** What stands in an address until the template is filled in. */
const SLOTS = {
  FROM: '{{ template "probecard.alert.from" . }}',
  UNTIL: '{{ template "probecard.alert.until" . }}',
  SERVICES: '{{ .Annotations.services | urlquery }}',
  SERVICE: '{{ reReplaceAll "[|].*" "" .Annotations.services | urlquery }}',
} as const;

/** The lines of all services of the alert's workload. */
const LINES_OF_SERVICES = printLogql(LINES.expr, {
  window: '$__auto',
  match: Object.entries(joined(LINKS.graphToLogs, () => SLOTS.SERVICES)).map(([label, value]) => ({
    label,
    op: '=~',
    value,
  })),
});

/** Grafana's page Explore with one query, at the time of the alert. */
const explore = (
  grafana: string,
  source: typeof LOKI | typeof JAEGER,
  query: Readonly<Record<string, string>>,
): string => exploreUrl(grafana, { source, query, from: SLOTS.FROM, to: SLOTS.UNTIL }, Object.values(SLOTS));

/** Only where it is known under which names the services of the alert's workload write and trace. */
const ofServices = (address: string): string => `{{ if .Annotations.services }}${address}{{ end }}`;

/** The addresses that belong to one alert, each as a template of that alert. */
export const alertLinks = ({ grafana }: Destinations): readonly string[] => [
  define('alert.from', `${FROM}${AN_HOUR_BEFORE}`),
  define('alert.until', UNTIL),
  define(
    'alert.dashboard',
    `{{ reReplaceAll "from=.*" "" .Annotations.dashboard_url }}from=${SLOTS.FROM}&to=${SLOTS.UNTIL}`,
  ),
  define('alert.logs', ofServices(explore(grafana, LOKI, { expr: LINES_OF_SERVICES }))),
  define('alert.traces', ofServices(explore(grafana, JAEGER, { queryType: 'search', service: SLOTS.SERVICE }))),
];

/** The page on which everything with these labels is silenced, filled in. @param labels the pairs, as a template has them */
export const silenceUrl = (externalUrl: string, labels: string): string =>
  `{{ ${externalUrl} }}/#/silences/new?filter=%7B{{ range $i, $label := ${labels}.SortedPairs }}{{ if $i }}%2C{{ end }}{{ $label.Name }}%3D%22{{ reReplaceAll "[+]" "%20" (urlquery $label.Value) }}%22{{ end }}%7D`;
