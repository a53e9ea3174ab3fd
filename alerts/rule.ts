/** Plain objects in the form of Prometheus rule files; charts wrap groups into PrometheusRule resources. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: AlertLabels;
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook_url' | 'dashboard_url', string>> &
    Readonly<Partial<Record<'services', string>>>;
}

/** What every alert carries, and what some carry beside it. */
export type AlertLabels = Readonly<Record<'severity' | 'team' | 'workload' | 'incident', string>> &
  Readonly<
    Partial<Record<'digest' | 'tier' | 'scope' | 'sloth_id' | 'sloth_service' | 'sloth_slo' | 'sloth_severity', string>>
  >;

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}
