import { alertRule } from '../../../alerts/alert-rule';
import { checkRuleGroups } from '../../../alerts/check';
import { ruleGroups } from '../../../alerts/rule-groups';
import type { AlertRule, RuleGroup } from '../../../alerts/rule';
import { valueTemplate } from '../../../alerts/text';
import { WORKLOADS } from '../../../workloads';
import { latencyP95 } from '../../../workloads/yield-predictor/service';
import { modelAccuracy } from '../../../workloads/yield-predictor/quality';
import { LINKS } from '../../fixtures/environment';
import { burntRatio, kiln } from '../../fixtures/kiln';

describe('the alert rule of a signal', () => {
  const rule = alertRule(kiln, burntRatio, 'critical', LINKS);

  it('compares the query with the threshold of its severity', () => {
    expect(rule.expr).toMatch(/> 0\.5$/);
    expect(alertRule(kiln, burntRatio, 'warning', LINKS).expr).toMatch(/> 0\.1$/);
  });

  it('carries who owns it and how bad it is', () => {
    expect(rule.labels).toMatchObject({ severity: 'critical', team: 'bakers', workload: 'kiln' });
  });

  it('is an incident of its own where it asks for a decision, and one with the rest of the service where not', () => {
    expect(rule.labels.incident).toBe('KilnBurntRatio');
    expect(alertRule(kiln, burntRatio, 'warning', LINKS).labels.incident).toBe('kiln');
  });

  it('is an incident of its own where it waits for a digest: an outage must not wait with it', () => {
    const { warning, ...others } = burntRatio.conditions;
    if (!warning) throw new Error('burnt batches are no warning');
    const finding = { ...burntRatio, conditions: { ...others, warning: { ...warning, inDigest: true as const } } };
    expect(alertRule(kiln, finding, 'warning', LINKS).labels).toMatchObject({
      incident: 'KilnBurntRatio',
      digest: 'yes',
    });
    expect(alertRule(kiln, burntRatio, 'warning', LINKS).labels).not.toHaveProperty('digest');
  });

  it('looks at every sample of a long time, and at how many there are, where no duration would survive a gap', () => {
    const { expr, annotations } = alertRule(WORKLOADS[0], modelAccuracy, 'critical', LINKS);
    expect(expr).toContain('max_over_time(model:ml_model_accuracy:min[3d])');
    expect(expr).toContain('count_over_time(model:ml_model_accuracy:min[3d:3600s]) >= 64');
    expect(annotations.description).toMatch(/^Retrain the model\. It has been below .* for 3 days\./);
    expect(annotations.dashboard_url).toMatch(/from=now-7d&to=now$/);
  });

  it('says in words what is wrong, the value and the threshold', () => {
    expect(rule.annotations.summary).toBe(
      'Kiln: Burnt batches of oven {{ $labels.oven }} is {{ $value | humanizePercentage }}, above 50 %',
    );
  });

  it('names the decision that it asks for first', () => {
    expect(rule.annotations.description).toMatch(
      /^Turn it off\. It has been above 50 % for 5 minutes\. Share of batches/,
    );
  });

  it('links to its page and to its dashboard with the variables chosen', () => {
    expect(rule.annotations.runbook_url).toBe('https://runbooks.test.fab.example/KilnBurntRatio.md');
    expect(rule.annotations.dashboard_url).toBe(
      'https://grafana.test.fab.example/d/kiln?var-oven={{ $labels.oven | urlquery }}&from=now-1h&to=now',
    );
  });

  it('states the threshold of the very model where models differ', () => {
    const [predictor] = WORKLOADS;
    const { summary } = alertRule(predictor, latencyP95, 'warning', LINKS).annotations;
    expect(summary).toContain(
      '{{ if eq $labels.model "yield_predictor" "failure_classifier" }}100 ms{{ else }}150 ms{{ end }}',
    );
  });

  it('says what must hold at the same time', () => {
    const [predictor] = WORKLOADS;
    const { summary } = alertRule(predictor, latencyP95, 'critical', LINKS).annotations;
    expect(summary).toMatch(/while more than 0\.5 % of its predictions fail$/);
  });
});

describe('values in annotations', () => {
  it.each([
    ['seconds', '{{ $value | humanizeDuration }}'],
    ['ratio', '{{ $value | humanizePercentage }}'],
    ['requests/s', '{{ $value | humanize }} requests/s'],
  ] as const)('in %s are printed in that unit', (unit, template) => {
    expect(valueTemplate(unit)).toBe(template);
  });
});

describe('rule groups', () => {
  const [predictor] = WORKLOADS;
  const groups = ruleGroups(predictor, LINKS);

  it('have stable names: recordings by interval, then alerts, then what panels draw, then two for each objective', () => {
    expect(groups.map(({ name }) => name)).toEqual([
      'yield-predictor.recordings.30s',
      'yield-predictor.recordings.1m',
      'yield-predictor.recordings.2m',
      'yield-predictor.alerts',
      'yield-predictor.panels',
      'yield-predictor.slo.availability',
      'yield-predictor.slo.availability.days',
      'yield-predictor.slo.latency',
      'yield-predictor.slo.latency.days',
      'yield-predictor.slo.accuracy',
      'yield-predictor.slo.accuracy.days',
      'yield-predictor.slo.service',
      'yield-predictor.slo.service.days',
    ]);
  });

  it('hold an alert for each severity of each signal', () => {
    const alerts = ruleGroups(kiln, LINKS)
      .flatMap(({ rules }) => rules)
      .filter((rule): rule is AlertRule => 'alert' in rule);
    expect(alerts.map(({ alert, labels }) => `${alert} ${labels.severity}`)).toEqual([
      'KilnBurntRatio critical',
      'KilnBurntRatio warning',
      'KilnSlow warning',
      'KilnTargetsDown critical',
      'KilnTargetsDown warning',
    ]);
  });

  const withRule = (change: object): RuleGroup[] => {
    const [alert] = ruleGroups(kiln, LINKS).flatMap(({ rules }) => rules);
    return [{ name: 'kiln.alerts', interval: '30s', rules: [{ ...(alert as AlertRule), ...change }] }];
  };

  it('are refused where an alert lacks what whoever is woken needs', () => {
    expect(() => checkRuleGroups(withRule({ labels: { severity: 'critical', workload: 'kiln' } }))).toThrow(
      "rule group kiln.alerts: alert KilnBurntRatio has no label 'team'",
    );
    expect(() =>
      checkRuleGroups(withRule({ annotations: { summary: 's', description: 'd', dashboard_url: 'u' } })),
    ).toThrow("alert KilnBurntRatio has no annotation 'runbook_url'");
  });

  it.each(['up{cluster="a"}', 'sum by (region) (up)', 'sum by (job, cluster) (up)'])(
    'are refused where they select an external label: %s',
    (expr) => {
      expect(() => checkRuleGroups(withRule({ expr }))).toThrow(/uses the label '(cluster|region)'/);
    },
  );

  it('may use a metric whose name only contains such a word', () => {
    expect(() => checkRuleGroups(withRule({ expr: 'sum(cluster_size) > 1' }))).not.toThrow();
  });
});
