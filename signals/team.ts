/** Who owns a signal and is notified. Each team has a PagerDuty service and a Slack channel. */
export interface Team {
  /** The value of the label `team`; also names the team's receivers and credential files. */
  readonly name: string;
  readonly title: string;
  /** With the leading #. */
  readonly slackChannel: string;
}

export const team = (props: Team): Team => props;
