/** Plain objects in the form of Prometheus rule files; charts wrap groups into PrometheusRule resources. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<'severity' | 'team' | 'workload' | 'incident', string>>;
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook_url' | 'dashboard_url', string>>;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

/** How often alerts are evaluated: twice a minute, so that a `for` of minutes is kept to half a minute. */
export const ALERT_INTERVAL = '30s';
