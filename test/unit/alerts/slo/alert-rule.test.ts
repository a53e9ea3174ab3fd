import type { AlertRule } from '../../../../alerts/rule';
import { sloRuleGroups } from '../../../../alerts/slo/rule-groups';
import { budgetAsTime, promiseText } from '../../../../alerts/slo/text';
import { percent } from '../../../../promql';
import { warningsOnly, WORKBOOK_TIERS, type Objective } from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { KINDS } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

const alerts = (objective: Objective): readonly AlertRule[] =>
  sloRuleGroups(kilnWith(objective), objective, LINKS)
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is AlertRule => 'alert' in rule);

/** The alert of a name, and of a tier where it has several. */
function alert(name: string, tier?: string, objective = baked()): AlertRule {
  const found = alerts(objective).find((rule) => rule.alert === name && rule.labels.tier === tier);
  if (!found) throw new Error(`no alert ${name}`);
  return found;
}

const oneLine = (expr: string): string => expr.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');

const LINKED = {
  runbook_url: 'https://runbooks.test.fab.example/KilnBakedObjective.md',
  dashboard_url: 'https://grafana.test.fab.example/d/slo-error-budget?var-sloth_id=kiln-baked',
};
/** The burn rate of the group at the time of the alert; nothing where there is none. */
const NOW = `{{ with printf "slo:current_burn_rate:ratio{sloth_id='kiln-baked',oven=%q}" $labels.oven | query }} Errors come {{ . | first | value | printf "%.1f" }} times as fast now as the budget allows.{{ end }}`;
const PROMISE = 'Promised: 99 % of batches are not burnt over 30 days.';
const IDENTITY = {
  team: 'bakers',
  workload: 'kiln',
  sloth_id: 'kiln-baked',
  sloth_service: 'kiln',
  sloth_slo: 'baked',
};

describe('an alert about an objective says in words', () => {
  test('how much of the budget went, and how fast, where somebody has to look now', () => {
    const { labels, annotations } = alert('KilnBakedBurnsBudgetFast', '1h');
    expect(labels).toEqual({ ...IDENTITY, severity: 'critical', incident: 'kiln', tier: '1h', sloth_severity: 'page' });
    expect(annotations).toEqual({
      summary:
        'Kiln, Baked batches of oven {{ $labels.oven }}: {{ $value | humanizePercentage }} of the error budget of 30 days went within the last hour',
      description: `${PROMISE} The share is that at even traffic, and the alert begins at 2 %.${NOW} At the pace at which the alert begins, the budget is gone within 2.1 days. No bread.`,
      runbook_url: LINKED.runbook_url,
      dashboard_url: `${LINKED.dashboard_url}&from=now-1h&to=now`,
    });
  });

  test('the same where it goes slowly, as an incident of its own', () => {
    const { labels, annotations } = alert('KilnBakedBurnsBudget', '3d');
    expect(labels).toEqual({
      ...IDENTITY,
      severity: 'warning',
      incident: 'KilnBakedBurnsBudget',
      tier: '3d',
      sloth_severity: 'ticket',
    });
    expect(annotations.description).toBe(
      `${PROMISE} The share is that at even traffic, and the alert begins at 10 %.${NOW} At the pace at which the alert begins, the budget is gone within 30 days. No bread.`,
    );
  });

  test('how much is spent where half of it is', () => {
    const { labels, annotations } = alert('KilnBakedBudgetAtRisk');
    expect(labels).toEqual({ ...IDENTITY, severity: 'warning', incident: 'KilnBakedBudgetAtRisk' });
    expect(annotations).toEqual({
      summary:
        'Kiln, Baked batches of oven {{ $labels.oven }}: {{ $value | humanizePercentage }} of the error budget of 30 days is spent',
      description: `${PROMISE} The alert begins at 50 % of the budget; with all of it spent the promise is broken.`,
      runbook_url: LINKED.runbook_url,
      dashboard_url: `${LINKED.dashboard_url}&from=now-7d&to=now`,
    });
  });

  test('that the promise is broken where all of it is spent', () => {
    const { labels, annotations } = alert('KilnBakedBudgetExhausted');
    expect(labels).toEqual({ ...IDENTITY, severity: 'warning', incident: 'KilnBakedBudgetExhausted' });
    expect(annotations.summary).toBe(
      'Kiln, Baked batches of oven {{ $labels.oven }}: the error budget of 30 days is spent ({{ $value | humanizePercentage }} of it)',
    );
    expect(annotations.description).toBe(`${PROMISE} The promise is broken until old errors leave the period.`);
  });

  test('that it is blind, and what that means for the budget', () => {
    const [group, all] = alerts(baked()).filter((rule) => rule.alert === 'KilnBakedDataMissing');
    expect(group?.labels).toEqual({ ...IDENTITY, severity: 'warning', incident: 'KilnBakedDataMissing' });
    expect(all?.labels).toEqual({ ...group?.labels, scope: 'all' });
    expect(group?.for).toBe('30m');
    expect(group?.annotations.summary).toBe(
      'Kiln, Baked batches of oven {{ $labels.oven }}: its indicator has no data although its targets are up',
    );
    expect(all?.annotations.summary).toBe('Kiln, Baked batches: its indicator has no data although its targets are up');
    expect(all?.annotations.description).toMatch(/While its targets are up, what is missing is not counted at all\.$/);
    const bad = alert('KilnBakedDataMissing', undefined, baked({ missing: 'bad' }));
    expect(bad.annotations.description).toMatch(/While its targets are up, what is missing is not counted at all\.$/);
  });
});

describe('the condition of a tier', () => {
  test('is a share of the budget in its long window, errors that go on in its short one, and evidence', () => {
    expect(oneLine(alert('KilnBakedBurnsBudgetFast', '1h').expr)).toBe(
      [
        'slo:window_budget_burnt:ratio{sloth_id="kiln-baked",sloth_window="1h"} > 0.02',
        'and on (sloth_id, oven) slo:sli_error:ratio_rate5m{sloth_id="kiln-baked"} > 0.144',
        'and on (sloth_id, oven) sum_over_time(slo:sli_bad_events:rate5m{sloth_id="kiln-baked"}[1h]) * 30 >= 10',
      ].join(' '),
    );
  });

  test('counts minutes where time is promised', () => {
    const minutes = KINDS['minutes of a gauge']?.({ minimumBad: 5 });
    expect(oneLine(alert('KilnKeptBurnsBudgetFast', '1h', minutes).expr)).toContain('[1h]) * 0.5 >= 5');
  });

  test('needs no evidence where none is asked for, and of minutes unless it is', () => {
    expect(alert('KilnBakedBurnsBudgetFast', '1h', baked({ minimumBad: 0 })).expr).not.toContain('sum_over_time');
    const minutes = KINDS['minutes of a gauge']?.();
    expect(alert('KilnKeptBurnsBudgetFast', '1h', minutes).expr).not.toContain('sum_over_time');
  });

  test.each([
    ['1h', 0.02, '5m', 0.0144],
    ['6h', 0.05, '30m', 0.006],
    ['1d', 0.1, '2h', 0.003],
    ['3d', 0.1, '6h', 0.001],
  ] as const)(
    'of %s begins, for 99.9 %%, at the share %s of the budget and in %s at the ratio %s',
    (tier, share, short, ratio) => {
      const strict = baked({ objective: percent(99.9) });
      const expr = oneLine(alerts(strict).find(({ labels }) => labels.tier === tier)?.expr ?? '');
      expect(expr).toContain(`sloth_window="${tier}"} > ${share} `);
      expect(expr).toContain(`slo:sli_error:ratio_rate${short}{sloth_id="kiln-baked"} > ${ratio} `);
    },
  );
});

test('nothing pages where every tier only warns', () => {
  const calm = alerts(baked({ tiers: warningsOnly(WORKBOOK_TIERS) }));
  expect(new Set(calm.map(({ labels }) => labels.severity))).toEqual(new Set(['warning']));
  expect(new Set(calm.map(({ labels }) => labels.sloth_severity))).toEqual(new Set(['ticket', undefined]));
});

describe('a budget in words', () => {
  test.each([
    [99.99, '4.32 min'],
    [99.95, '21.6 min'],
    [99.9, '43.2 min'],
    [99.5, '3.6 h'],
    [99, '7.2 h'],
    [95, '36 h'],
  ])('of %s %% over 30 days is %s of total failure', (target, time) => {
    expect(budgetAsTime(baked({ objective: percent(target) }))).toBe(time);
  });

  test('is of the period that alerts', () => {
    const weekly = baked({ objective: percent(99.9), periods: ['7d', '30d'] });
    expect(budgetAsTime(weekly)).toBe('10.1 min');
    expect(promiseText(weekly)).toBe('99.9 % of batches are not burnt over 7 days');
  });
});
