import { DeclarationError } from '../signals';
import type { RuleGroup } from './rule';

/** What whoever is woken needs to have. */
const LABELS = ['severity', 'team', 'workload', 'incident'] as const;
const ANNOTATIONS = ['summary', 'description', 'runbook_url', 'dashboard_url'] as const;

/** Added when series leave the cluster; they are not there when a rule evaluates, so selecting them finds nothing. */
const EXTERNAL_LABELS = /\b(cluster|region)\b\s*(=|!=|=~|!~|,|\))/;

/** Grafana puts values in the place of these, Prometheus takes them as they stand. `$1` is of label_replace. */
const VARIABLE = /\$\{?[a-zA-Z_]\w*/;

/**
 * What the house promises of every rule, whatever made it.
 * @throws DeclarationError with the group, the rule and what it lacks
 */
export function checkRuleGroups(groups: readonly RuleGroup[]): readonly RuleGroup[] {
  for (const { name, rules } of groups) {
    for (const rule of rules) {
      const title = 'alert' in rule ? rule.alert : rule.record;
      const external = EXTERNAL_LABELS.exec(rule.expr)?.[1];
      if (external !== undefined) {
        throw new DeclarationError(
          `rule group ${name}: ${title} uses the label '${external}', which is added only when series leave the cluster: ${rule.expr}`,
        );
      }
      const variable = VARIABLE.exec(rule.expr)?.[0];
      if (variable !== undefined) {
        throw new DeclarationError(
          `rule group ${name}: ${title} uses the variable '${variable}', which only dashboards have: ${rule.expr}`,
        );
      }
      if (!('alert' in rule)) continue;
      const missing = [
        ...LABELS.filter((label) => !rule.labels[label]).map((label) => `label '${label}'`),
        ...ANNOTATIONS.filter((annotation) => !rule.annotations[annotation]).map(
          (annotation) => `annotation '${annotation}'`,
        ),
      ][0];
      if (missing !== undefined) throw new DeclarationError(`rule group ${name}: alert ${title} has no ${missing}`);
    }
  }
  return groups;
}
