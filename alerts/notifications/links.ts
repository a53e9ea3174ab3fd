import { milliseconds } from '../../promql';
import { LOOKBACKS } from './lookback';
import { define } from './template';

/** What links lead to. */
export interface Destinations {
  /** Grafana's public URL, without a slash at the end. */
  readonly grafana: string;
  /** The uids of its data sources for logs and for traces. */
  readonly loki: string;
  readonly jaeger: string;
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

/** What stands for itself in an address until the template fills it in. */
const SLOTS = {
  FROM: '{{ template "probecard.alert.from" . }}',
  UNTIL: '{{ template "probecard.alert.until" . }}',
  SERVICES: '{{ .Annotations.services | urlquery }}',
  SERVICE: '{{ reReplaceAll "[|].*" "" .Annotations.services | urlquery }}',
} as const;

const SLOT = new RegExp(
  Object.keys(SLOTS)
    .map((name) => `@${name}@`)
    .join('|'),
  'g',
);

/** Grafana's page Explore with one query, at the time of the alert (Grafana 13, `schemaVersion=1`). */
function explore(grafana: string, uid: string, query: object): string {
  const pane = { datasource: uid, queries: [{ refId: 'A', ...query }], range: { from: '@FROM@', to: '@UNTIL@' } };
  const address = `${grafana}/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ alert: pane }))}`;
  return address.replaceAll('%40', '@').replace(SLOT, (slot) => SLOTS[slot.replaceAll('@', '') as keyof typeof SLOTS]);
}

/** Only where it is known under which names the services of the alert's workload write and trace. */
const ofServices = (address: string): string => `{{ if .Annotations.services }}${address}{{ end }}`;

/** The addresses that belong to one alert, each as a template of that alert. */
export const alertLinks = ({ grafana, loki, jaeger }: Destinations): readonly string[] => [
  define('alert.from', `${FROM}${AN_HOUR_BEFORE}`),
  define('alert.until', UNTIL),
  define(
    'alert.dashboard',
    `{{ reReplaceAll "from=.*" "" .Annotations.dashboard_url }}from=${SLOTS.FROM}&to=${SLOTS.UNTIL}`,
  ),
  define(
    'alert.logs',
    ofServices(
      explore(grafana, loki, {
        datasource: { type: 'loki', uid: loki },
        expr: '{service_name=~"@SERVICES@"}',
      }),
    ),
  ),
  define(
    'alert.traces',
    ofServices(
      explore(grafana, jaeger, {
        datasource: { type: 'jaeger', uid: jaeger },
        queryType: 'search',
        service: '@SERVICE@',
      }),
    ),
  ),
];

/** The page on which everything with these labels is silenced, filled in. @param labels the pairs, as a template has them */
export const silenceUrl = (externalUrl: string, labels: string): string =>
  `{{ ${externalUrl} }}/#/silences/new?filter=%7B{{ range $i, $label := ${labels}.SortedPairs }}{{ if $i }}%2C{{ end }}{{ $label.Name }}%3D%22{{ reReplaceAll "[+]" "%20" (urlquery $label.Value) }}%22{{ end }}%7D`;
