import { print, spoken } from '../promql';
import { describe, holds, type Dashboard, type Links, type Severity, type Signal, type Workload } from '../signals';
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
    labels: { severity, team: workload.team.name, workload: workload.name },
    annotations: {
      summary: `${workload.title}: ${title}${scope && ` of ${scope}`} is ${valueTemplate(query.unit)}, ${state}${also}`,
      description: [
        condition.asks,
        `It has been ${state} for ${spoken(condition.for)}${also}.`,
        describe(signal),
        signal.impact,
      ]
        .filter(Boolean)
        .join(' '),
      runbook_url: `${links.runbooks}/${name}.md`,
      dashboard_url: dashboardUrl(workload, signal, links),
    },
  };
}

/** The first dashboard that shows the signal, with its variables set from the alert's labels. */
function dashboardUrl({ dashboards, name }: Workload, signal: Signal, { grafana }: Links): string {
  const shows = ({ rows }: Dashboard): boolean =>
    rows.some(({ signals }) => signals.some((s) => s.name === signal.name));
  const found = dashboards.find(shows);
  if (!found) throw new Error(`workload ${name}: signal ${signal.name} is on no dashboard`);
  const variables = found.variables
    .filter((variable) => signal.query.labels.includes(variable))
    .map((variable) => `var-${variable}={{ $labels.${variable} }}`);
  return `${grafana}/d/${found.uid}${variables.length > 0 ? `?${variables.join('&')}` : ''}`;
}
