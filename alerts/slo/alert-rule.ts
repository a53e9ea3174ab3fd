import { print } from '../../promql';
import {
  alertName,
  ERROR_BUDGET_DASHBOARD,
  ownerOf,
  runbookName,
  slothId,
  type AlertKind,
  type Links,
  type Objective,
  type Severity,
  type Workload,
} from '../../signals';
import { servicesOf } from '../alert-rule';
import { timeRange } from '../notifications/lookback';
import type { AlertRule } from '../rule';
import { scopeTemplate } from '../text';
import type { SloCondition } from './rule';
import { atRiskText, exhaustedText, noDataText, promiseText, tierText } from './text';

/** Only tiers that are critical page: a spent budget, or a blind objective, is nobody's emergency at night. */
export const severityOf = ({ tier }: SloCondition): Severity => tier?.severity ?? 'warning';

/** What asks for a decision that stands for days is an incident of its own: an outage must not join it and stay unheard. */
const incidentOf = (workload: Workload, objective: Objective, { kind }: SloCondition): string =>
  kind === 'burnsFast' ? workload.name : alertName(workload, objective, kind);

export function sloAlertRule(workload: Workload, objective: Objective, rule: SloCondition, links: Links): AlertRule {
  const scope = rule.scope === 'all' ? [] : objective.sli.labels;
  const { what, details } = textOf(workload, objective, rule);
  return {
    alert: alertName(workload, objective, rule.kind),
    expr: print(rule.condition.expr),
    ...(rule.for !== undefined && { for: rule.for }),
    ...(rule.keepFiringFor !== undefined && { keep_firing_for: rule.keepFiringFor }),
    labels: alertLabels(workload, objective, rule),
    annotations: {
      summary:
        [`${workload.title}, ${objective.title}`, scopeTemplate(scope)].filter(Boolean).join(' of ') + `: ${what}`,
      description: `Promised: ${promiseText(objective)}. ${details}`,
      runbook_url: `${links.runbooks}/${runbookName(workload, objective)}.md`,
      dashboard_url: `${links.grafana}/d/${ERROR_BUDGET_DASHBOARD}?var-sloth_id=${slothId(workload, objective)}&${timeRange(rule.tier?.window ?? '7d')}`,
      ...servicesOf(workload),
    },
  };
}

/** The labels that an alert's rule gives it, beside those of its group. */
export const alertLabels = (workload: Workload, objective: Objective, rule: SloCondition): AlertRule['labels'] => ({
  severity: severityOf(rule),
  team: ownerOf(workload, objective).name,
  workload: workload.name,
  incident: incidentOf(workload, objective, rule),
  sloth_id: slothId(workload, objective),
  sloth_service: workload.name,
  sloth_slo: objective.id,
  // Two rules of one name: promtool takes them for the same unless a label differs.
  ...(rule.scope === 'all' && objective.sli.labels.length > 0 && { scope: 'all' }),
  // Sloth's word for whether it pages; dashboards made for it count alerts by it.
  ...(rule.tier && { tier: rule.tier.window, sloth_severity: rule.tier.severity === 'critical' ? 'page' : 'ticket' }),
});

const TEXTS: Readonly<Record<Exclude<AlertKind, 'burns' | 'burnsFast'>, typeof atRiskText>> = {
  atRisk: atRiskText,
  exhausted: exhaustedText,
  noData: noDataText,
};

function textOf(workload: Workload, objective: Objective, { kind, tier }: SloCondition) {
  if (kind !== 'burns' && kind !== 'burnsFast') return TEXTS[kind](objective);
  if (!tier) throw new Error(`objective ${objective.id}: a burn alert without a tier`);
  return tierText(objective, tier, slothId(workload, objective));
}
