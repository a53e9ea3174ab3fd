import { ALERT_INTERVAL, WATCHDOG, type Links, type Team } from '../signals';
import type { AlertLabels, RuleGroup } from './rule';

/** What it is routed by. It is of no workload: whatever silences the alerts of one would set off the switch. */
export const watchdogLabels = (owner: Team): AlertLabels => ({
  severity: 'info',
  team: owner.name,
  workload: 'watchdog',
  incident: 'watchdog',
});

/**
 * A dead man's switch: an alert that always fires, sent on to a service outside that notices when it stops. It is the
 * only way to learn that alerting itself is down.
 */
export function watchdogGroup(owner: Team, links: Links): RuleGroup {
  return {
    name: 'prometheus.watchdog',
    interval: ALERT_INTERVAL,
    rules: [
      {
        alert: WATCHDOG,
        expr: 'vector(1)',
        labels: watchdogLabels(owner),
        annotations: {
          summary: 'Alerting works: this alert always fires',
          description:
            'It goes from Prometheus through Alertmanager to a switch outside the cluster. When the switch no longer hears it, alerting is down, whatever the dashboards say.',
          runbook_url: `${links.runbooks}/${WATCHDOG}.md`,
          dashboard_url: `${links.grafana}/dashboards`,
        },
      },
    ],
  };
}

export function watchdogPage(owner: Team): string {
  return `# ${WATCHDOG}

Owner: ${owner.title} · severity: none of its own; it fires always, by design.

## What it means

Prometheus evaluates rules and Alertmanager delivers notifications. The switch outside the cluster pages ${owner.title} when it has not heard this alert for five minutes. What needs attention is its **absence**.

## Next steps when the switch pages

1. See whether the rules evaluate: \`kubectl -n observability get pods -l app.kubernetes.io/name=prometheus\`, then the rules page of Prometheus.
2. See whether Alertmanager delivers: \`kubectl -n observability get pods -l app.kubernetes.io/name=alertmanager\`, and its log for failed notifications to the receiver \`watchdog\`.
3. If both are well, the way out of the cluster is closed: compare the egress rules and the URL in the Secret \`alertmanager-receivers\`.

## When to escalate

At once: until it is mended nobody is told of anything.
`;
}
