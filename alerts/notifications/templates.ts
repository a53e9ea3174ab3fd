import { alertLinks, silenceUrl, type Destinations } from './links';
import { define } from './template';

/** The alert that somebody is told of first: one that fires, and only when none does one that has ended. */
const FIRST = '{{ $first := index .Alerts 0 }}{{ if .Alerts.Firing }}{{ $first = index .Alerts.Firing 0 }}{{ end }}';

const ofFirst = (name: string): string => define(name, `${FIRST}{{ template "probecard.alert.${name}" $first }}`);

/** A pager and a telephone show a line. */
const TITLE =
  `${FIRST}{{ if eq .Status "resolved" }}Over: {{ end }}{{ $first.Annotations.summary }}` +
  '{{ if gt (len .Alerts.Firing) 1 }} (the first of {{ len .Alerts.Firing }}){{ end }}';

const UTC = '"2006-01-02 15:04 MST"';

const plain = (which: 'Firing' | 'Resolved', time: string): string =>
  `{{ range $i, $alert := .Alerts.${which} }}{{ if $i }}\n\n{{ end }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n${time}{{ end }}`;

/** Everybody reads it in their own time zone. */
const slackTime = (time: string): string =>
  `<!date^{{ ${time}.Unix }}^{date_short_pretty} {time}|{{ ${time}.UTC.Format ${UTC} }}>`;

const SINCE = `since ${slackTime('.StartsAt')}`;

const ENDED = slackTime('.EndsAt');

const slackLink = (text: string, address: string): string => `<${address}|${text}>`;
const ofAlert = (name: string): string => `{{ template "probecard.alert.${name}" . }}`;

const SLACK_LINKS =
  `${slackLink('Dashboard', ofAlert('dashboard'))} · ${slackLink('Runbook', '{{ .Annotations.runbook_url }}')}` +
  `{{ if .Annotations.services }} · ${slackLink('Traces', ofAlert('traces'))} · ${slackLink('Logs', ofAlert('logs'))}{{ end }}` +
  ` · ${slackLink('Silence', silenceUrl('$.ExternalURL', '.Labels'))}`;

/** More are too many to be read; which they are, Alertmanager's page says. */
const MOST = 6;
const ALL = slackLink('all of them', '{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}');

const line = (time: string): string =>
  `{{ if lt $i ${MOST} }}• {{ .Annotations.summary }}\n   ${time} · ${SLACK_LINKS}\n{{ end }}`;

/** One alert is told whole; of several, a line each. */
const SLACK = [
  `{{ if eq (len .Alerts.Firing) 1 }}{{ with index .Alerts.Firing 0 }}{{ .Annotations.description }}\n{{ .Labels.severity }}, ${SINCE}\n${SLACK_LINKS}{{ end }}`,
  `{{ else }}{{ range $i, $alert := .Alerts.Firing }}${line(SINCE)}{{ end }}`,
  `{{ if gt (len .Alerts.Firing) ${MOST} }}The first ${MOST} of {{ len .Alerts.Firing }}: ${ALL}{{ end }}{{ end }}`,
].join('');

const DIGEST_TITLE =
  'Findings of {{ .CommonLabels.workload }}: {{ len .Alerts.Firing }} standing, {{ len .Alerts.Resolved }} over';

const few = (which: 'Firing' | 'Resolved', title: string, time: string): string =>
  `{{ if .Alerts.${which} }}*${title}*\n{{ range $i, $alert := .Alerts.${which} }}${line(time)}{{ end }}` +
  `{{ if gt (len .Alerts.${which}) ${MOST} }}The first ${MOST} of {{ len .Alerts.${which} }}.\n{{ end }}{{ end }}`;

const DIGEST = few('Firing', 'They stand', SINCE) + few('Resolved', 'They are over', `${SINCE}, until ${ENDED}`);

/**
 * The templates that notifications are made of, in the language of Alertmanager 0.31. Each is given a group of alerts; those that
 * begin with `alert.` one of its alerts. What is wrong, its value and its threshold are in an alert's summary.
 */
export const templates = (destinations: Destinations): string =>
  [
    ...alertLinks(destinations),
    define('title', TITLE),
    define('runbook', `${FIRST}{{ $first.Annotations.runbook_url }}`),
    ofFirst('dashboard'),
    ofFirst('traces'),
    ofFirst('logs'),
    define('silence', `${FIRST}${silenceUrl('$.ExternalURL', '$first.Labels')}`),
    define('firing.plain', plain('Firing', `Since {{ .StartsAt.UTC.Format ${UTC} }}.`)),
    define(
      'resolved.plain',
      plain('Resolved', `From {{ .StartsAt.UTC.Format ${UTC} }} to {{ .EndsAt.UTC.Format ${UTC} }}.`),
    ),
    define('firing.slack', SLACK),
    define('digest.title', DIGEST_TITLE),
    define('digest.slack', DIGEST),
  ].join('');
