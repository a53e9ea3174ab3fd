import { promtoolTests, type PromtoolTest, type PromtoolTests } from '../../alerts/promtool-test';
import { objectiveRuleGroups, signalRuleGroups } from '../../alerts/rule-groups';
import type { RuleGroup } from '../../alerts/rule';
import { sloPromtoolTests } from '../../alerts/slo/tests/promtool-tests';
import type { Links, Workload } from '../../signals';

/** A test with the rules that it is run with. */
export interface SuiteTest {
  readonly name: string;
  readonly groups: readonly RuleGroup[];
  readonly evaluationInterval: string;
  readonly test: PromtoolTest;
}

const FILE = 'rules.json';

/** The generated tests of a workload, as the live tier runs them: those of its signals, and those of each objective. */
export function suiteTests(workload: Workload, links: Links): readonly SuiteTest[] {
  const ofSignals = signalRuleGroups(workload, links);
  return [
    ...single(ofSignals, promtoolTests(workload, { file: FILE, groups: ofSignals })),
    ...workload.objectives.flatMap((slo) => {
      const groups = objectiveRuleGroups(workload, slo, links);
      return single(groups, sloPromtoolTests(workload, slo, { file: FILE, groups }));
    }),
  ];
}

const single = (groups: readonly RuleGroup[], files: readonly PromtoolTests[]): readonly SuiteTest[] =>
  files.flatMap(({ evaluation_interval, tests }) =>
    tests.map((test) => ({ name: test.name, groups, evaluationInterval: evaluation_interval, test })),
  );
