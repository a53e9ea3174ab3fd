import { ruleGroups } from '../../../alerts/rule-groups';
import {
  applyOverrides,
  composite,
  DeclarationError,
  drop,
  override,
  warningsOnly,
  warnOnly,
  workload,
  WORKBOOK_TIERS,
  type Objective,
  type Override,
  type Workload,
} from '../../../signals';
import { LINKS } from '../../fixtures/environment';
import { burntRatio, kiln } from '../../fixtures/kiln';
import { baked, kilnWith } from '../../fixtures/objectives';

const alerts = (workload: Workload): readonly string[] =>
  ruleGroups(workload, LINKS)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => ('alert' in rule && rule.labels.tier ? [`${rule.alert} ${rule.labels.severity}`] : []));

const change = (workloads: readonly Workload[], ...overrides: readonly Override[]): readonly Workload[] =>
  applyOverrides(workloads, overrides);
const only = ([workload]: readonly Workload[]): Workload => {
  if (!workload) throw new Error('no workload');
  return workload;
};
const objectivesOf = ({ objectives }: Workload): readonly Objective[] =>
  objectives.filter((slo) => slo.kind === 'objective');

describe('an objective that only warns in an environment', () => {
  const objective = baked();
  const declared = kilnWith(objective);

  test('has the alerts of its critical tiers as warnings, under the name that warnings have', () => {
    expect(alerts(declared)).toEqual([
      'KilnBakedBurnsBudgetFast critical',
      'KilnBakedBurnsBudgetFast critical',
      'KilnBakedBurnsBudget warning',
      'KilnBakedBurnsBudget warning',
    ]);
    expect(alerts(only(change([declared], warnOnly(objective))))).toEqual(
      Array(4).fill('KilnBakedBurnsBudget warning'),
    );
  });

  test('is the same otherwise, and as it was declared elsewhere', () => {
    const [changed] = objectivesOf(only(change([declared], warnOnly(objective))));
    expect({ ...changed, tiers: objective.tiers }).toEqual(objective);
    expect(alerts(declared)).toContain('KilnBakedBurnsBudgetFast critical');
  });

  test('is the member of its composite as well, the very literal', () => {
    const other = baked({ id: 'other' });
    const worst = composite({ id: 'bread', title: 'Bread', promise: 'the worst', of: [objective, other] });
    const changed = only(change([kilnWith(objective, other, worst)], warnOnly(objective)));
    const members = changed.objectives.flatMap((slo) => (slo.kind === 'composite' ? slo.of : []));
    expect(members).toHaveLength(2);
    members.forEach((member, i) => {
      expect(member).toBe(changed.objectives[i]);
    });
    expect(() => workload(changed)).not.toThrow();
  });

  test('is told from those of other workloads by itself and not by its id', () => {
    const twin = baked();
    const mill: Workload = { ...kilnWith(twin), name: 'mill' };
    const [first, second] = change([declared, mill], warnOnly(twin));
    expect(first && alerts(first)).toEqual(alerts(declared));
    expect(second && alerts(second)).toEqual(Array(4).fill('MillBakedBurnsBudget warning'));
  });
});

describe('an override to warnings is refused that', () => {
  const objective = baked();
  const refused = (...overrides: readonly Override[]) =>
    expect(() =>
      change([kilnWith(objective, baked({ id: 'calm', tiers: warningsOnly(WORKBOOK_TIERS) }))], ...overrides),
    );

  test('matches nothing', () => {
    refused(warnOnly(baked({ id: 'raw' }))).toThrow(
      new DeclarationError('warnOnly() of objective raw matches nothing: no workload here has it'),
    );
  });

  test('matches only the id of an objective of the environment, which may be that of another workload', () => {
    refused(warnOnly(baked())).toThrow('warnOnly() of objective baked matches nothing: no workload here has it');
  });

  test('changes nothing', () => {
    const calm = baked({ tiers: warningsOnly(WORKBOOK_TIERS) });
    expect(() => change([kilnWith(calm)], warnOnly(calm))).toThrow(
      'warnOnly() of objective baked changes nothing: none of its tiers pages',
    );
  });

  test('is given twice', () => {
    refused(warnOnly(objective), warnOnly(objective)).toThrow('warnOnly() of objective baked is given twice');
  });
});

describe('the signals of an objective', () => {
  const declared = kilnWith(baked({ signals: [burntRatio] }));

  test('are as the environment has them', () => {
    const changed = only(change([declared], override(burntRatio, 'critical', { for: '1h' })));
    const [objective] = objectivesOf(changed);
    expect(objective?.signals[0]?.conditions.critical?.for).toBe('1h');
    expect(changed.signals).toContain(objective?.signals[0]);
  });

  test('stay when one of their alerts is dropped', () => {
    const changed = only(change([declared], drop(burntRatio, 'critical')));
    const [objective] = objectivesOf(changed);
    expect(Object.keys(objective?.signals[0]?.conditions ?? {})).toEqual(['warning']);
  });

  test('are the declared ones where nothing is overridden', () => {
    expect(objectivesOf(only(change([declared])))).toEqual(declared.objectives);
    expect(change([kiln])[0]?.objectives).toEqual([]);
  });
});
