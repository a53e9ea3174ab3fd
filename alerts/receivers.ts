import { WATCHDOG, type Severity, type Team } from '../signals';

/** The Secret with all credentials, and where Alertmanager finds its keys as files. */
export const RECEIVERS_SECRET = 'alertmanager-receivers';
const SECRET_FOLDER = `/etc/alertmanager/secrets/${RECEIVERS_SECRET}`;

export interface Receiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly object[];
  readonly slack_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
}

export const WATCHDOG_RECEIVER = WATCHDOG.toLowerCase();

export const pageReceiver = (team: Team): string => `${team.name}-page`;
export const channelReceiver = (team: Team): string => `${team.name}-channel`;

const file = (key: string): string => `${SECRET_FOLDER}/${key}`;

/** The alert that somebody is told of first: one that fires, and only when none does one that has ended. */
const FIRST = '{{ $first := index .Alerts 0 }}{{ if .Alerts.Firing }}{{ $first = index .Alerts.Firing 0 }}{{ end }}';
const MORE = '{{ if gt (len .Alerts.Firing) 1 }} (the first of {{ len .Alerts.Firing }}){{ end }}';
const first = (annotation: string): string => `${FIRST}{{ $first.Annotations.${annotation} }}`;

const listed = (which: 'Firing' | 'Resolved', title: string): string =>
  `{{ if .Alerts.${which} }}${title}{{ range .Alerts.${which} }}\n• {{ .Annotations.summary }}\n  <{{ .Annotations.runbook_url }}|runbook> · <{{ .Annotations.dashboard_url }}|dashboard>{{ end }}\n{{ end }}`;

/** A team's pager (critical only) and its channel. Credentials are files, never values. */
export function teamReceivers(team: Team): readonly Receiver[] {
  return [
    {
      name: pageReceiver(team),
      pagerduty_configs: [
        {
          routing_key_file: file(`${team.name}-pagerduty-routing-key`),
          send_resolved: true,
          severity: 'critical',
          description: `${first('summary')}${MORE}`,
          client: 'probecard',
          client_url: first('dashboard_url'),
          links: [
            { text: 'Runbook', href: first('runbook_url') },
            { text: 'Dashboard', href: first('dashboard_url') },
          ],
        },
      ],
    },
    {
      name: channelReceiver(team),
      slack_configs: [
        {
          api_url_file: file(`${team.name}-slack-api-url`),
          channel: team.slackChannel,
          send_resolved: true,
          title: '[{{ .Status | toUpper }}] {{ .CommonLabels.severity }}: {{ .CommonLabels.workload }}',
          text: `${listed('Firing', '*Firing*')}${listed('Resolved', '*Resolved*')}`,
        },
      ],
    },
  ];
}

export const watchdogReceiver: Receiver = {
  name: WATCHDOG_RECEIVER,
  webhook_configs: [{ url_file: file('watchdog-url'), send_resolved: false }],
};

/** The keys that the Secret must hold for these teams. */
export const secretKeys = (teams: readonly Team[]): readonly string[] => [
  ...teams.flatMap(({ name }) => [`${name}-pagerduty-routing-key`, `${name}-slack-api-url`]),
  'watchdog-url',
];

/** Where an alert of this severity goes: only critical pages. */
export const receiverFor = (team: Team, severity: Severity): string =>
  severity === 'critical' ? pageReceiver(team) : channelReceiver(team);
