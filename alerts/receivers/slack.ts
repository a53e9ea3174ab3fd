import type { Team } from '../../signals';
import { template } from '../notifications/template';
import { credentialFile, type Credential } from './credentials';
import type { Integration } from './integration';

/** Amber for what can wait, red for what cannot: the colours that dashboards have for the two. */
const COLOR =
  '{{ if ne .Status "firing" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}';

const channelOf = ({ name }: Team): Credential => ({
  key: `${name}-slack-api-url`,
  holds: `the URL of an incoming webhook of Slack for the channel of ${name}`,
});

const message = (team: Team, fields: Readonly<Record<string, unknown>>): Integration => {
  const credential = channelOf(team);
  return {
    field: 'slack_configs',
    credential,
    config: { api_url_file: credentialFile(credential), channel: team.slackChannel, color: COLOR, ...fields },
  };
};

/**
 * A team's channel in Slack. What has ended is not told: it would be a message for each alert, and the dashboard of alerts shows
 * what still stands.
 */
export const slack = (team: Team): Integration =>
  message(team, {
    send_resolved: false,
    title: template('title'),
    title_link: template('dashboard'),
    text: template('firing.slack'),
    // What a telephone shows before it is unlocked.
    fallback: template('title'),
  });

/** Findings of some hours in one message to the team's channel: those that stand, and those that have come and gone. */
export const slackDigest = (team: Team): Integration =>
  message(team, {
    send_resolved: true,
    title: template('digest.title'),
    title_link: template('dashboard'),
    text: template('digest.slack'),
    fallback: template('digest.title'),
  });
