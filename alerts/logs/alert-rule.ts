import { spoken } from '../../promql';
import {
  LOGS_DASHBOARD,
  logQuery,
  quantityText,
  WRITER,
  type Links,
  type LogSignal,
  type Workload,
} from '../../signals';
import { timeRange } from '../notifications/lookback';
import type { AlertLabels, AlertRule } from '../rule';

/** Of a log signal there is one alert. See {@link LogSignal} for why it never pages. */
export const LOG_SEVERITY = 'warning';

/** The service that an alert is about, as templates have it. */
const SERVICE = `{{ $labels.${WRITER} }}`;

/** The rule of a log signal, for Loki's ruler. @param claimed the services that workloads answer for, for signals about those of nobody */
export function logAlertRule(
  workload: Workload,
  signal: LogSignal,
  links: Links,
  claimed: readonly string[],
): AlertRule {
  const { name, title, description, impact, above } = signal;
  return {
    alert: name,
    expr: logQuery(signal, claimed),
    ...(signal.for && { for: signal.for }),
    labels: logAlertLabels(workload, signal),
    annotations: {
      summary: `${workload.title}: ${title} of ${SERVICE}: {{ $value | humanize }} lines${above.value > 0 ? `, ${logCondition(signal)}` : ''}`,
      description: [...(signal.for ? [`It has been so for ${spoken(signal.for)}.`] : []), description, impact].join(
        ' ',
      ),
      runbook_url: `${links.runbooks}/${name}.md`,
      dashboard_url: `${links.grafana}/d/${LOGS_DASHBOARD}?var-${WRITER}={{ $labels.${WRITER} | urlquery }}&${timeRange('2h')}`,
      services: SERVICE,
    },
  };
}

/** The condition in words. */
export const logCondition = ({ above, andMoreThan }: LogSignal): string =>
  `above ${quantityText(above)}${andMoreThan ? ` and more than ${andMoreThan.text}` : ''}`;

/** What the alert carries besides the service. What stands alone is an incident of its own, whatever else is wrong with the workload. */
export const logAlertLabels = ({ name: workload, team }: Workload, { name, standsAlone }: LogSignal): AlertLabels => ({
  severity: LOG_SEVERITY,
  team: team.name,
  workload,
  incident: standsAlone ? name : workload,
});
