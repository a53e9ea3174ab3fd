import { milliseconds, type Duration } from '../promql';
import {
  severitiesOf,
  type Firing,
  type InputSeries,
  type Quiet,
  type Severity,
  type Signal,
  type Workload,
} from '../signals';
import { alertLabels } from './alert-rule';
import type { RuleGroup } from './rule';

/** A promtool test file as a plain object. */
export interface PromtoolTests {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  /** Recordings before the alerts that read them: promtool evaluates groups in no order of its own. */
  readonly group_eval_order: readonly string[];
  readonly tests: readonly PromtoolTest[];
}

/** Rule groups and the file that they are in; those that write before those that read. */
export interface RulesUnderTest {
  readonly file: string;
  readonly groups: readonly RuleGroup[];
}

export const underTest = ({
  file,
  groups,
}: RulesUnderTest): Pick<PromtoolTests, 'rule_files' | 'group_eval_order'> => ({
  rule_files: [file],
  group_eval_order: groups.map(({ name }) => name),
});

export interface PromtoolTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/**
 * Tests from the examples that signals state: for each alert on either side of its threshold. They look at the
 * `ALERTS` series, which has the labels and not the prose. Examples of many hours are a file of their own with fewer
 * evaluations, since promtool evaluates every rule of the file at each.
 * @param rules the rules of the workload's signals and their file, without overrides: examples speak of the declared
 * thresholds
 */
export function promtoolTests(workload: Workload, rules: RulesUnderTest): readonly PromtoolTests[] {
  const tests = workload.signals.flatMap((signal) =>
    severitiesOf(signal).flatMap((severity) => {
      const examples = signal.examples[severity];
      if (!examples) return [];
      return [
        ...[examples.fires]
          .flat()
          .map((example: Firing, i) => numbered(firing(workload, signal, severity, example), i)),
        ...[examples.quiet].flat().map((example: Quiet, i) => numbered(quiet(signal, severity, example), i)),
      ];
    }),
  );
  return ([MINUTELY, COARSE] as const)
    .map((interval) => ({
      ...underTest(rules),
      evaluation_interval: interval,
      tests: tests.filter((t) => t.interval === interval),
    }))
    .filter((file) => file.tests.length > 0);
}

/** Examples of one alert may look at the same times. */
const numbered = (test: PromtoolTest, index: number): PromtoolTest =>
  index === 0 ? test : { ...test, name: `${test.name} (${index + 1})` };

const MINUTELY: Duration = '1m';
/** Still within the lookback of a gauge. */
const COARSE: Duration = '5m';
const LONG: Duration = '12h';

const intervalFor = (until: Duration): Duration => (milliseconds(until) > milliseconds(LONG) ? COARSE : MINUTELY);

function inputs(series: readonly InputSeries[], until: Duration): PromtoolTest['input_series'] {
  const interval = milliseconds(intervalFor(until));
  const steps = Math.ceil(milliseconds(until) / interval);
  return series.map((input) => ({ series: input.series, values: input.values(steps, interval / 1000) }));
}

type Labels = Readonly<Record<string, string>>;

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(', ');

const firingNow = ({ name }: Signal, severity: Severity): string =>
  `ALERTS{${labelText({ alertname: name, alertstate: 'firing', severity })}}`;

function firing(workload: Workload, signal: Signal, severity: Severity, fires: Firing): PromtoolTest {
  const alerts = Array.isArray(fires.labels) ? (fires.labels as readonly Labels[]) : [fires.labels as Labels];
  const expected = alerts.map((labels) => {
    const all = { alertname: signal.name, alertstate: 'firing', ...alertLabels(workload, signal, severity), ...labels };
    return { labels: `ALERTS{${labelText(all)}}`, value: 1 };
  });
  return {
    name: `${signal.name} (${severity}) is quiet at ${fires.notYetAt} and fires by ${fires.at}`,
    interval: intervalFor(fires.at),
    input_series: inputs(fires.series, fires.at),
    promql_expr_test: [
      { expr: firingNow(signal, severity), eval_time: fires.notYetAt, exp_samples: [] },
      { expr: firingNow(signal, severity), eval_time: fires.at, exp_samples: expected },
    ],
  };
}

const quiet = (signal: Signal, severity: Severity, example: Quiet): PromtoolTest => ({
  name: `${signal.name} (${severity}) stays quiet for ${example.at} just short of its threshold`,
  interval: intervalFor(example.at),
  input_series: inputs(example.series, example.at),
  promql_expr_test: [{ expr: firingNow(signal, severity), eval_time: example.at, exp_samples: [] }],
});
