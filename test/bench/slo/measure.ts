import type { Duration } from '../../../promql';
import { END } from './clock';
import type { Database, Evaluation } from './database';
import { evaluationsPerHour, isRecording, type Group, type RuleSet } from './rule-set';

/** What evaluating all rules of a group costs. */
export interface GroupCost {
  readonly group: string;
  readonly interval: Duration;
  readonly rules: readonly RuleCost[];
  readonly samplesPerHour: number;
  readonly secondsPerHour: number;
}

export interface RuleCost {
  /** What it records, with the window it is about, or the alert. */
  readonly rule: string;
  /** Samples read by one evaluation. */
  readonly samples: number;
  /** Of one evaluation, the median of several. */
  readonly seconds: number;
}

export interface Measured {
  readonly groups: readonly GroupCost[];
  readonly samplesPerHour: number;
  readonly secondsPerHour: number;
  /** The share of bad events over a window, as the rule set computes it; undefined for windows that it does not have. */
  readonly ratio: (window: Duration) => number | undefined;
}

const REPETITIONS = 7;

/** Evaluates every rule of the set, alerts included, at the end of the data. */
export async function measure(set: RuleSet, database: Database): Promise<Measured> {
  const ratios = new Map<string, number>();
  const groups: GroupCost[] = [];
  for (const group of set.groups) groups.push(await groupCost(group, database, ratios));
  return {
    groups,
    samplesPerHour: sum(groups, ({ samplesPerHour }) => samplesPerHour),
    secondsPerHour: sum(groups, ({ secondsPerHour }) => secondsPerHour),
    ratio: (window) => ratios.get(`slo:sli_error:ratio_rate${window}`),
  };
}

async function groupCost(group: Group, database: Database, ratios: Map<string, number>): Promise<GroupCost> {
  const rules: RuleCost[] = [];
  for (const rule of group.rules) {
    const evaluations: Evaluation[] = [];
    for (let i = 0; i < REPETITIONS; i += 1) evaluations.push(await database.evaluate(rule.expr, END));
    const { samples, values } = agreeing(rule.expr, evaluations);
    const [value] = values;
    if (isRecording(rule) && values.length === 1 && value !== undefined) ratios.set(rule.record, value);
    const window = rule.labels?.sloth_window;
    rules.push({
      rule: `${rule.record ?? rule.alert ?? ''}${window === undefined ? '' : ` ${window}`}`,
      samples,
      seconds: median(evaluations.map(({ seconds }) => seconds)),
    });
  }
  const perHour = evaluationsPerHour(group);
  return {
    group: group.name,
    interval: group.interval,
    rules,
    samplesPerHour: perHour * sum(rules, ({ samples }) => samples),
    secondsPerHour: perHour * sum(rules, ({ seconds }) => seconds),
  };
}

/** All evaluations read the same and say the same, or what was measured is something else. */
function agreeing(expr: string, evaluations: readonly Evaluation[]): Evaluation {
  const [first, ...others] = evaluations;
  if (!first) throw new Error('nothing was evaluated');
  const other = others.find(({ samples }) => samples !== first.samples);
  if (other) throw new Error(`${expr} read ${first.samples} samples and then ${other.samples}`);
  return first;
}

const sum = <T>(of: readonly T[], value: (item: T) => number): number =>
  of.reduce((total, item) => total + value(item), 0);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
