import { checkRuleGroups } from '../../../../alerts/check';
import { ruleGroups } from '../../../../alerts/rule-groups';
import { promiseText } from '../../../../alerts/slo/text';
import { sloPromtoolTests } from '../../../../alerts/slo/tests/promtool-tests';
import { checkSyntax } from '../../../../promql';
import { checkTogether, type Objective, type Workload } from '../../../../signals';
import { ate } from '../../../../workloads/ate';
import { kubernetes } from '../../../../workloads/kubernetes';
import { stdfEtl } from '../../../../workloads/stdf-etl';
import { waferMap } from '../../../../workloads/wafer-map';
import { yieldPredictor } from '../../../../workloads/yield-predictor';
import { LINKS } from '../../../fixtures/environment';

/** What the fab makes its money with; the promises of all else are SRE's own. */
const workloads: readonly Workload[] = [yieldPredictor, stdfEtl, ate, waferMap];
const objectives: readonly Objective[] = workloads.flatMap((workload) =>
  workload.objectives.filter((slo) => slo.kind === 'objective'),
);

describe('everything that the owners promise can be said:', () => {
  test('to be kept over 30 days', () => {
    expect(objectives.map(promiseText)).toEqual([
      '99.9 % of predictions are answered without an error over 30 days',
      '99 % of predictions are answered within 150 ms over 30 days',
      "99 % of minutes have the model's accuracy at or above its floor over 30 days",
      '99.5 % of jobs succeed within half an hour over 30 days',
      '99.5 % of files are processed without an error over 30 days',
      '99 % of minutes the tester is up over 30 days',
      '95 % of wafer maps are rendered within 1.2 s over 30 days',
    ]);
  });

  test('with 7 days beside them', () => {
    expect(objectives.filter(({ periods }) => periods.join() !== '30d,7d')).toEqual([]);
  });

  test('and what never pages, does not', () => {
    const calm = objectives.filter(({ tiers }) => tiers.every(({ severity }) => severity === 'warning'));
    expect(calm.map(({ id }) => id)).toEqual(['accuracy', 'files', 'testers']);
    expect(calm.map(({ sli }) => [sli.kind, ...sli.labels])).toEqual([
      ['time', 'model'],
      ['events'],
      ['time', 'tester_id'],
    ]);
  });

  test('in one Prometheus', () => {
    expect(() => checkTogether([...workloads, kubernetes])).not.toThrow();
  });
});

describe.each(workloads.map((workload) => [workload.name, workload] as const))('the rules of %s', (_, workload) => {
  const groups = ruleGroups(workload, LINKS);

  test('are PromQL, and carry what whoever is woken needs', () => {
    for (const { expr } of groups.flatMap(({ rules }) => rules)) expect(() => checkSyntax(expr)).not.toThrow();
    expect(() => checkRuleGroups(groups)).not.toThrow();
  });

  test('have tests of their own, of which each looks at something', () => {
    for (const slo of workload.objectives) {
      const tests = sloPromtoolTests(workload, slo, { file: 'rules.yaml', groups }).flatMap((file) => file.tests);
      expect(tests.length).toBeGreaterThan(0);
      expect(tests.filter(({ promql_expr_test }) => promql_expr_test.length === 0)).toEqual([]);
    }
  });
});
