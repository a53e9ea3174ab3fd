import type { Alert } from '../harness/alertmanager/api';
import { logRuleFile, rendered, ruleFiles, type RenderedRule } from '../harness/rendered';

type Labels = Readonly<Record<string, string>>;

interface AlertRule extends RenderedRule {
  readonly alert: string;
  readonly labels: Labels;
  readonly annotations?: Labels;
}

/** The rules of an environment that raise alerts, in Prometheus and in Loki. */
export const alertRules = (environment: string): readonly AlertRule[] =>
  [...ruleFiles(rendered(environment)), logRuleFile(rendered(environment))]
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .filter((rule): rule is AlertRule => rule.alert !== undefined && rule.labels !== undefined);

/** How Prometheus words the value 0.42; whatever else a rule's words have of it, or of conditions, is 42. */
const WORDED: Readonly<Record<string, string>> = { humanizePercentage: '42%', humanizeDuration: '420ms' };

/** What a rule's alert says where its series have these labels. */
export function alertOf({ alert, labels, annotations = {} }: AlertRule, series: Labels = {}): Alert {
  const all: Labels = { alertname: alert, ...series, ...labels };
  const filled = (text: string): string =>
    text
      .replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, label: string) => all[label] ?? '')
      .replaceAll(/\{\{\s*\$labels\.(\w+) \| urlquery\s*\}\}/g, (_, label: string) =>
        encodeURIComponent(all[label] ?? ''),
      )
      .replaceAll(/\{\{\s*\$value \| (\w+)\s*\}\}/g, (_, how: string) => WORDED[how] ?? '42')
      .replaceAll(/\{\{.*?\}\}/g, '42');
  return {
    labels: all,
    annotations: Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, filled(text)])),
  };
}

/** The same of the rule with this name and severity. @throws Error where none is rendered */
export function firing(environment: string, name: string, severity: string, series: Labels = {}): Alert {
  const rule = alertRules(environment).find(({ alert, labels }) => alert === name && labels.severity === severity);
  if (!rule) throw new Error(`${environment} has no rule that raises ${name} with severity ${severity}`);
  return alertOf(rule, series);
}
