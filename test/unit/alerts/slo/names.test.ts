import { ruleGroups } from '../../../../alerts/rule-groups';
import { sloRuleGroups } from '../../../../alerts/slo/rule-groups';
import { team, warningsOnly, WORKBOOK_TIERS, type Objective } from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { KINDS } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

interface Written {
  readonly record: string;
  readonly labels: Readonly<Record<string, string>>;
}

const written = (objective: Objective): readonly Written[] =>
  sloRuleGroups(kilnWith(objective), objective, LINKS)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => ('record' in rule ? [{ record: rule.record, labels: rule.labels ?? {} }] : []));

/** Names and labels as Sloth 0.16 writes them for a period of 30 days, in its own order. */
const SLOTH = [
  ['slo:sli_error:ratio_rate5m', '5m'],
  ['slo:sli_error:ratio_rate30m', '30m'],
  ['slo:sli_error:ratio_rate1h', '1h'],
  ['slo:sli_error:ratio_rate2h', '2h'],
  ['slo:sli_error:ratio_rate6h', '6h'],
  ['slo:sli_error:ratio_rate1d', '1d'],
  ['slo:sli_error:ratio_rate3d', '3d'],
  ['slo:sli_error:ratio_rate30d', '30d'],
  ['slo:objective:ratio', undefined],
  ['slo:error_budget:ratio', undefined],
  ['slo:time_period:days', undefined],
  ['slo:current_burn_rate:ratio', undefined],
  ['slo:period_burn_rate:ratio', undefined],
  ['slo:period_error_budget_remaining:ratio', undefined],
  ['sloth_slo_info', undefined],
] as const;

describe('what Sloth records is recorded, so that dashboards made for it work unchanged:', () => {
  test.each(SLOTH)('%s', (name, window) => {
    const [found, ...others] = written(baked()).filter(({ record }) => record === name);
    expect(others).toEqual([]);
    expect(found?.labels).toMatchObject({ sloth_id: 'kiln-baked', sloth_service: 'kiln', sloth_slo: 'baked' });
    expect(found?.labels.sloth_window).toBe(window);
  });

  test.each(Object.keys(KINDS))('of %s as well', (kind) => {
    const names = written(KINDS[kind]?.() ?? baked()).map(({ record }) => record);
    expect(names).toEqual(expect.arrayContaining(SLOTH.map(([name]) => name)));
  });

  test('also where no tier needs the window', () => {
    const names = written(baked({ tiers: [{ share: 0.1, window: '12h', severity: 'warning' }] })).map((w) => w.record);
    expect(names).toEqual(expect.arrayContaining(SLOTH.map(([name]) => name)));
  });
});

test('what is ours has names of its own, and the window as a label', () => {
  const ours = written(baked()).filter(({ record }) => !SLOTH.some(([name]) => name === record));
  expect(ours.map(({ record, labels }) => [record, labels.sloth_window])).toEqual([
    ['slo:sli_total_events:rate5m', undefined],
    ['slo:sli_bad_events:rate5m', undefined],
    ['slo:sli_age:ratio', '1h'],
    ['slo:sli_age:ratio', '6h'],
    ['slo:window_budget_burnt:ratio', '1h'],
    ['slo:window_budget_burnt:ratio', '6h'],
    ['slo:sli_first_seen:timestamp', undefined],
    ['slo:period_events:sum', undefined],
    ['slo:sli_error:ratio_rate7d', '7d'],
    ['slo:sli_age:ratio', '1d'],
    ['slo:sli_age:ratio', '3d'],
    ['slo:sli_age:ratio', '7d'],
    ['slo:sli_age:ratio', '30d'],
    ['slo:window_budget_burnt:ratio', '1d'],
    ['slo:window_budget_burnt:ratio', '3d'],
    ['slo:reported_burn_rate:ratio', '7d'],
    ['slo:reported_error_budget_remaining:ratio', '7d'],
    ['slo:period_budget_spent:ratio', '1d'],
    ['slo:period_budget_spent:ratio', '7d'],
    ['slo:error_budget_state:level', undefined],
    ['slo:error_budget_left:days', undefined],
  ]);
});

test('events that are missing are recorded where they are bad', () => {
  expect(written(baked({ missing: 'bad' })).map(({ record }) => record)).toContain('slo:sli_missing_events:rate5m');
});

describe('what does not change is recorded as it was declared:', () => {
  const texts = Object.fromEntries(
    sloRuleGroups(kilnWith(baked()), baked(), LINKS)
      .flatMap(({ rules }) => rules)
      .map((rule) => ['record' in rule ? rule.record : rule.alert, rule.expr]),
  );
  test.each([
    ['slo:objective:ratio', 'vector(0.99)'],
    ['slo:error_budget:ratio', 'vector(0.01)'],
    ['slo:time_period:days', 'vector(30)'],
    ['sloth_slo_info', 'vector(1)'],
  ])('%s', (name, text) => {
    expect(texts[name]).toBe(text);
  });

  test('and the objective in words, for tables of Sloth', () => {
    const info = written(baked()).find(({ record }) => record === 'sloth_slo_info');
    expect(info?.labels).toEqual({
      sloth_id: 'kiln-baked',
      sloth_service: 'kiln',
      sloth_slo: 'baked',
      team: 'bakers',
      workload: 'kiln',
      sloth_mode: 'probecard',
      sloth_spec: 'objective',
      sloth_objective: '99',
    });
  });
});

describe('the names of alerts', () => {
  const names = (objective: Objective): readonly string[] => [
    ...new Set(
      ruleGroups(kilnWith(objective), LINKS)
        .flatMap(({ rules }) => rules)
        .flatMap((rule) => ('alert' in rule && rule.labels.sloth_id ? [rule.alert] : [])),
    ),
  ];

  test('are one for each severity of burning, and one for each other thing that is told', () => {
    expect(names(baked({ id: 'well-baked' }))).toEqual([
      'KilnWellBakedBurnsBudgetFast',
      'KilnWellBakedBurnsBudget',
      'KilnWellBakedBudgetAtRisk',
      'KilnWellBakedBudgetExhausted',
      'KilnWellBakedDataMissing',
    ]);
  });

  test('do not speak of pages where there are none', () => {
    expect(names(baked({ tiers: warningsOnly(WORKBOOK_TIERS) }))).not.toContain('KilnBakedBurnsBudgetFast');
  });
});

test('an owner of its own is the team of its series and of its alerts', () => {
  const millers = team({ name: 'millers', title: 'Millers', slackChannel: '#millers' });
  const objective = baked({ owner: millers, missing: 'bad' });
  const rules = sloRuleGroups(kilnWith(objective), objective, LINKS).flatMap((group) => group.rules);
  const owned = rules.filter(({ labels }) => labels?.team === 'millers');
  const others = rules.filter((rule) => !owned.includes(rule));
  expect(owned.filter((rule) => 'alert' in rule)).toHaveLength(8);
  // What is read over days has no owner: a new one would make two series of one.
  expect(others.map((rule) => 'record' in rule && [rule.record, rule.labels?.team])).toEqual([
    ['slo:sli_missing_events:rate5m', undefined],
    ['slo:sli_total_events:rate5m', undefined],
    ['slo:sli_bad_events:rate5m', undefined],
    ['slo:sli_first_seen:timestamp', undefined],
    ['slo:period_events:sum', undefined],
  ]);
});
