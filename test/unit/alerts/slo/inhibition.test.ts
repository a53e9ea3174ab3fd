import type { AlertRule } from '../../../../alerts/rule';
import { alertmanagerConfig } from '../../../../alerts/alertmanager';
import { contact } from '../../../../alerts/receivers/contact';
import type { InhibitRule } from '../../../../alerts/inhibition';
import { ruleGroups } from '../../../../alerts/rule-groups';
import { sloInhibitions } from '../../../../alerts/slo/inhibition';
import {
  applyOverrides,
  override,
  warningsOnly,
  warnOnly,
  WORKBOOK_TIERS,
  type Objective,
  type Override,
  type Tier,
  type Workload,
} from '../../../../signals';
import { WORKLOADS } from '../../../../workloads';
import { LINKS } from '../../../fixtures/environment';
import { bakers, burntRatio, slowBaking } from '../../../fixtures/kiln';
import { KINDS } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

type Labels = Readonly<Record<string, string>>;

/** As Alertmanager reads a matcher: regular expressions match the whole value, and a label that is not there is empty. */
function matches(matcher: string, labels: Labels): boolean {
  const [, label = '', op, value = ''] = /^(\w+)(=~|=)"(.*)"$/.exec(matcher) ?? [];
  const own = labels[label] ?? '';
  return op === '=' ? own === value : new RegExp(`^(?:${value})$`).test(own);
}

const all = (matchers: readonly string[], labels: Labels): boolean =>
  matchers.every((matcher) => matches(matcher, labels));

/** Whether one alert that fires keeps another from being told. */
const silences = (rules: readonly InhibitRule[], source: Labels, target: Labels): boolean =>
  rules.some(
    (rule) =>
      all(rule.source_matchers, source) &&
      all(rule.target_matchers, target) &&
      rule.equal.every((label) => (source[label] ?? '') === (target[label] ?? '')) &&
      // One that both sides match is none of its own sources.
      !(all(rule.target_matchers, source) && all(rule.source_matchers, target)),
  );

/** Every alert that the workload's rules give, for each of these groups. */
const alertsOf = (workload: Workload, groups: readonly Labels[]): readonly Labels[] =>
  ruleGroups(workload, LINKS)
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is AlertRule => 'alert' in rule)
    .flatMap((rule) => groups.map((group) => ({ ...rule.labels, ...group, alertname: rule.alert })));

/** Alert, tier and severity, as a test names it. */
const title = ({ alertname = '', tier, severity = '', oven }: Labels): string =>
  [alertname.replace(/^Kiln(Baked)?/, ''), tier, severity, oven].filter(Boolean).join(' ');

const OVENS: readonly Labels[] = [{ oven: 'north' }, { oven: 'south' }];

function told(objective: Objective, ...overrides: readonly Override[]) {
  const [workload] = applyOverrides([kilnWith(objective)], overrides) as readonly [Workload];
  const rules = alertmanagerConfig({
    contacts: [contact(bakers)],
    fallback: contact(bakers),
    workloads: [workload],
    windows: [],
  }).inhibit_rules;
  const alerts = alertsOf(workload, OVENS);
  return {
    /** What an alert of the north oven keeps from being told. */
    silencedBy: (source: string): readonly string[] => {
      const found = alerts.find((alert) => title(alert) === `${source} north`);
      if (!found) throw new Error(`no alert '${source} north' among ${alerts.map(title).join(', ')}`);
      return alerts.filter((target) => silences(rules, found, target)).map(title);
    },
  };
}

describe('of the tiers of an objective', () => {
  const { silencedBy } = told(baked());

  test('the faster silences the slower, of its own group', () => {
    expect(silencedBy('BurnsBudgetFast 1h critical')).toEqual([
      'BurnsBudgetFast 6h critical north',
      'BurnsBudget 1d warning north',
      'BurnsBudget 3d warning north',
    ]);
    expect(silencedBy('BurnsBudgetFast 6h critical')).toEqual([
      'BurnsBudget 1d warning north',
      'BurnsBudget 3d warning north',
    ]);
    expect(silencedBy('BurnsBudget 1d warning')).toEqual(['BurnsBudget 3d warning north']);
    expect(silencedBy('BurnsBudget 3d warning')).toEqual([]);
  });

  test('one that only warns silences none that pages, however fast it is', () => {
    const tier = (share: number, window: Tier['window'], severity: Tier['severity']): Tier => ({
      share,
      window,
      severity,
    });
    const mixed = told(baked({ tiers: [tier(0.05, '6h', 'critical'), tier(0.02, '1h', 'warning')] }));
    expect(mixed.silencedBy('BurnsBudget 1h warning')).toEqual([]);
    expect(mixed.silencedBy('BurnsBudgetFast 6h critical')).toEqual(['BurnsBudget 1h warning north']);
  });

  test('a single one has nothing to silence', () => {
    const single = told(baked({ tiers: [{ share: 0.1, window: '3d', severity: 'warning' }] }));
    expect(single.silencedBy('BurnsBudget 3d warning')).toEqual([]);
  });
});

describe('of the budget', () => {
  const { silencedBy } = told(baked());

  test('that it is exhausted silences that it is at risk', () => {
    expect(silencedBy('BudgetExhausted warning')).toEqual(['BudgetAtRisk warning north']);
    expect(silencedBy('BudgetAtRisk warning')).toEqual([]);
  });

  test('that it is blind silences nothing', () => {
    expect(silencedBy('DataMissing warning')).toEqual([]);
  });
});

describe('between an objective and a signal about the same thing', () => {
  test('what pages silences what warns, and of two alike the signal says what is wrong now', () => {
    const { silencedBy } = told(baked({ signals: [slowBaking] }));
    expect(silencedBy('Slow warning')).toEqual(['BurnsBudget 1d warning north', 'BurnsBudget 3d warning north']);
    expect(silencedBy('BurnsBudgetFast 6h critical')).toContain('Slow warning north');
    expect(silencedBy('BurnsBudget 1d warning')).not.toContain('Slow warning north');
  });

  test('what asks for a decision that stands for days silences nothing', () => {
    const { silencedBy } = told(baked({ signals: [burntRatio] }));
    expect(silencedBy('BurntRatio critical')).toEqual(['BurntRatio warning north']);
    expect(silencedBy('BurntRatio warning')).toEqual(['BurnsBudget 1d warning north', 'BurnsBudget 3d warning north']);
  });

  test('a page is never silenced: two of one workload are one incident already', () => {
    const { silencedBy } = told(
      baked({ signals: [slowBaking] }),
      override(slowBaking, 'warning', { severity: 'critical' }),
    );
    expect(silencedBy('Slow critical')).toEqual(['BurnsBudget 1d warning north', 'BurnsBudget 3d warning north']);
  });

  test('nothing narrow silences anything broad', () => {
    const broad = KINDS['bad events of all'] ?? baked;
    const { silencedBy } = told(broad({ id: 'baked', signals: [slowBaking] }));
    // An oven that is slow says nothing of the others, whose burn is in the same alert; that all burn says it of each.
    expect(silencedBy('Slow warning')).toEqual([]);
    expect(silencedBy('BurnsBudgetFast 1h critical')).toContain('Slow warning north');
  });

  test('nothing is silenced where the objective names no signal', () => {
    const { silencedBy } = told(baked());
    expect(silencedBy('Slow warning')).toEqual([]);
    expect(silencedBy('BurnsBudgetFast 1h critical').some((alert) => alert.startsWith('Slow'))).toBe(false);
  });
});

describe('no alert is kept from being told by one that it keeps from being told,', () => {
  /** Alerts that, each by the next, silence themselves: all of them would fire unheard. */
  function circles(workload: Workload, groups: readonly Labels[]): readonly string[] {
    const rules = alertmanagerConfig({
      contacts: [contact(workload.team)],
      fallback: contact(workload.team),
      workloads: [workload],
      windows: [],
    }).inhibit_rules;
    const alerts = alertsOf(workload, groups);
    const reaches = alerts.map((source) => alerts.map((target) => silences(rules, source, target)));
    alerts.forEach((_, via) => {
      alerts.forEach((__, from) => {
        alerts.forEach((___, to) => {
          if (reaches[from]?.[via] && reaches[via]?.[to]) reaches[from][to] = true;
        });
      });
    });
    return alerts.filter((_, i) => reaches[i]?.[i]).map(title);
  }

  const signals = [burntRatio, slowBaking];
  test.each<[string, Objective]>([
    ['as declared', baked({ signals })],
    ['where nothing pages', baked({ signals, tiers: warningsOnly(WORKBOOK_TIERS) })],
    ['where tiers are alike', baked({ signals, tiers: WORKBOOK_TIERS.map((tier) => ({ ...tier, share: 0.1 })) })],
  ])('%s', (_, objective) => {
    expect(circles(kilnWith(objective), OVENS)).toEqual([]);
  });

  test('not even over a signal that two objectives name', () => {
    expect(circles(kilnWith(baked({ signals }), baked({ id: 'other', signals })), OVENS)).toEqual([]);
  });

  test.each(WORKLOADS.map((workload) => [workload.name, workload] as const))('in %s', (_, workload) => {
    const groups = [{ model: 'yield_predictor' }, { model: 'binning_optimizer' }];
    expect(circles(workload, groups)).toEqual([]);
    const pages = workload.objectives
      .filter((slo) => slo.kind === 'objective')
      .filter(({ tiers }) => tiers.some(({ severity }) => severity === 'critical'));
    for (const calm of applyOverrides([workload], pages.map(warnOnly))) expect(circles(calm, groups)).toEqual([]);
  });
});

test('an objective silences nothing of another objective', () => {
  const rules = sloInhibitions([kilnWith(baked(), baked({ id: 'other' }))]);
  const ids = rules.map(({ source_matchers: [source], target_matchers: [target] }) => [source, target]);
  expect(ids.every(([source, target]) => source === target)).toBe(true);
});

test('a composite, which alerts on nothing, has no rule', () => {
  const [, ...others] = WORKLOADS[0].objectives;
  expect(others.some(({ kind }) => kind === 'composite')).toBe(true);
  expect(sloInhibitions(WORKLOADS).filter(({ source_matchers: [source] }) => source?.includes('-service"'))).toEqual(
    [],
  );
});
