import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { RECEIVERS_SECRET, secretKeys } from '../alerts/receivers';
import { Alertmanager, type AlertmanagerProps } from '../constructs/alertmanager/alertmanager';
import { ALERTMANAGER_COMPONENT } from '../constructs/alertmanager/component';
import type { RequiredSecret } from '../constructs/secrets/secret';
import type { Team } from '../signals';

export type AlertmanagerChartProps = AlertmanagerProps;

/** Who is told of which alert. */
export class AlertmanagerChart extends Chart {
  constructor(scope: Construct, props: AlertmanagerChartProps) {
    super(scope, 'alertmanager', { disableResourceNameHashes: true });
    new Alertmanager(this, 'alertmanager', props);
  }
}

/** By the end of its name, what a key holds; what is before the end is the team. */
const HOLDS = {
  '-pagerduty-routing-key': (team: string) => `the integration key (Events API v2) of the PagerDuty service of ${team}`,
  '-slack-api-url': (team: string) => `the URL of an incoming webhook of Slack for the channel of ${team}`,
  'watchdog-url': () => "the URL of the dead man's switch that pages when it is no longer called",
} as const;

/** The Secret with what Alertmanager needs to reach these teams. @throws Error for a key of which nothing is known */
export const receiversSecret = (teams: readonly Team[]): RequiredSecret => ({
  name: RECEIVERS_SECRET,
  namespace: ALERTMANAGER_COMPONENT.namespace,
  keys: secretKeys(teams).map((key) => ({ key, holds: holds(key) })),
  usedBy: [ALERTMANAGER_COMPONENT.name],
});

function holds(key: string): string {
  const found = Object.entries(HOLDS).find(([end]) => key.endsWith(end));
  if (!found) throw new Error(`Secret ${RECEIVERS_SECRET}: say in charts/alertmanager.ts what its key '${key}' holds`);
  const [end, text] = found;
  return text(key.slice(0, -end.length));
}
