import { milliseconds, print, spoken, type Duration } from '../promql';
import { timeRange } from './notifications/lookback';
import {
  describe,
  heldFor,
  holds,
  type AnyCondition,
  type Dashboard,
  type Links,
  type Severity,
  type Signal,
  type Workload,
} from '../signals';
import type { AlertRule } from './rule';
import { scopeTemplate, thresholdTemplate, valueTemplate } from './text';

/** The rule for one severity of a signal. Both severities share the alert's name; inhibition goes by that. */
export function alertRule(workload: Workload, signal: Signal, severity: Severity, links: Links): AlertRule {
  const condition = signal.conditions[severity];
  if (!condition) throw new Error(`signal ${signal.name} has no ${severity} condition`);
  const { query, name, title } = signal;
  const scope = scopeTemplate(query.labels);
  const state = `${condition.bound} ${thresholdTemplate(condition.threshold)}`;
  const also = condition.while ? ` while ${condition.while.text}` : '';
  return {
    alert: name,
    expr: print(holds(query, condition).expr),
    for: condition.for,
    labels: alertLabels(workload, signal, severity),
    annotations: {
      summary: `${workload.title}: ${title}${scope && ` of ${scope}`} is ${valueTemplate(query.unit)}, ${state}${also}`,
      description: [
        condition.asks,
        `It has been ${state} for ${spoken(heldFor(condition))}${also}.`,
        describe(signal),
        signal.impact,
      ]
        .filter(Boolean)
        .join(' '),
      runbook_url: `${links.runbooks}/${name}.md`,
      dashboard_url: dashboardUrl(workload, signal, condition, links),
      ...servicesOf(workload),
    },
  };
}

/** Under which names the workload's services trace and log: what notifications link to. */
export const servicesOf = ({ services }: Workload): { readonly services?: string } =>
  services.length > 0 ? { services: services.join('|') } : {};

/**
 * What an alert carries besides its scope. `incident` says what is told of together: all that is wrong with the service
 * now is one incident, but each decision that is asked for is its own, since it stands for days, and an outage that
 * joined it would wake nobody; and so are findings that wait for a digest, since an outage must not wait with them.
 */
export function alertLabels(workload: Workload, signal: Signal, severity: Severity): AlertRule['labels'] {
  const { asks, inDigest } = signal.conditions[severity] ?? {};
  const incident = asks === undefined && !inDigest ? workload.name : signal.name;
  return { severity, team: workload.team.name, workload: workload.name, incident, ...(inDigest && { digest: 'yes' }) };
}

/** The first dashboard that shows the signal, with its variables set from the alert's labels. */
function dashboardUrl(
  { dashboards, name }: Workload,
  signal: Signal,
  condition: AnyCondition,
  { grafana }: Links,
): string {
  const shows = ({ rows }: Dashboard): boolean =>
    rows.some(({ signals }) => signals.some((s) => s.name === signal.name));
  const found = dashboards.find(shows);
  if (!found) throw new Error(`workload ${name}: signal ${signal.name} is on no dashboard`);
  const variables = found.variables
    .filter((variable) => signal.query.labels.includes(variable))
    .map((variable) => `var-${variable}={{ $labels.${variable} | urlquery }}`);
  return `${grafana}/d/${found.uid}?${[...variables, timeRange(before(condition))].join('&')}`;
}

/** Far enough back to see the time before it began. */
const before = (condition: AnyCondition): Duration => `${2 * milliseconds(heldFor(condition))}ms`;
