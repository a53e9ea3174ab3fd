import type { Team } from '../../signals';
import { template } from '../notifications/template';
import { credentialFile } from './credentials';
import type { Integration } from './integration';

/** Amber for what can wait, red for what cannot: the colours that dashboards have for the two. */
const COLOR =
  '{{ if ne .Status "firing" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}';

/**
 * A team's channel in Slack. What has ended is not told: it would be a message for each alert, and the dashboard of alerts shows
 * what still stands.
 */
export function slack({ name, slackChannel }: Team): Integration {
  const credential = {
    key: `${name}-slack-api-url`,
    holds: `the URL of an incoming webhook of Slack for the channel of ${name}`,
  };
  return {
    field: 'slack_configs',
    credential,
    config: {
      api_url_file: credentialFile(credential),
      channel: slackChannel,
      send_resolved: false,
      color: COLOR,
      title: template('title'),
      title_link: template('dashboard'),
      text: template('firing.slack'),
      // What a telephone shows before it is unlocked.
      fallback: template('title'),
    },
  };
}
