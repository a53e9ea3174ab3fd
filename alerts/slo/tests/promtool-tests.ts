import { milliseconds, type Duration } from '../../../promql';
import type { Slo, Workload } from '../../../signals';
import { underTest, type PromtoolTests, type RulesUnderTest } from '../../promtool-test';
import { budgetMoments, compositeMoments } from './budget-moments';
import { budgetTest, lastWeekTest, untouchedTest } from './budget-tests';
import type { SloTest } from './check';
import { eventMoments } from './event-moments';
import { neighbourTests } from './neighbour-tests';
import { robustnessTests } from './robustness-tests';
import { tierMoments } from './tier-moments';
import { tierTests } from './tier-tests';
import { valueTests } from './value-tests';

/** What is proven of an objective, from what is quickest to be seen wrong to what takes longest. */
export const sloTests = (workload: Workload, slo: Slo): readonly SloTest[] =>
  slo.kind === 'composite'
    ? compositeMoments(workload, slo)
    : [
        ...tierMoments(workload, slo),
        ...budgetMoments(workload, slo),
        ...(slo.sli.kind === 'events' ? eventMoments(workload, slo) : []),
        untouchedTest(workload, slo),
        budgetTest(workload, slo),
        lastWeekTest(workload, slo),
        ...neighbourTests(workload, slo),
        ...robustnessTests(workload, slo),
        ...tierTests(workload, slo),
        ...valueTests(workload, slo),
      ];

/** Each test as a promtool file of its own: the one that fails has a name, and its own pace of evaluation. */
export const sloPromtoolTests = (workload: Workload, slo: Slo, rules: RulesUnderTest): readonly PromtoolTests[] =>
  sloTests(workload, slo).map((test) => ({
    ...underTest(rules),
    evaluation_interval: test.pace.evaluation,
    tests: [
      {
        name: test.name,
        interval: `${test.pace.step}s`,
        input_series: test.inputs,
        promql_expr_test: test.checks.map(({ at, expr, samples }) => ({
          expr,
          eval_time: secondsText(at),
          exp_samples: samples,
        })),
      },
    ],
  }));

function secondsText(seconds: number): Duration {
  const text: Duration = `${seconds}s`;
  milliseconds(text);
  return text;
}
