import { constant, milliseconds, Quantity, ratio, Vector, type Duration, type Unit } from '../../promql';
import {
  errorBudget,
  IDENTITY,
  SERIES,
  sloSeries,
  targetRatio,
  tidy,
  WINDOW,
  type Composite,
  type Objective,
  type Slo,
  type Workload,
} from '../../signals';
import { clampMax, constantWhere, overTime, rest, type AnySlo } from './arithmetic';
import { pairOf } from './pair';
import { ratioOf } from './ratios';
import type { SloRecording } from './rule';
import { FAST, isSlow, SLOW } from './windows';

const DAY = milliseconds('1d');
export const periodOf = ({ periods }: Objective): Duration => periods[0];
const days = (period: Duration): number => milliseconds(period) / DAY;

/** What Sloth says about an objective that does not change: its target, its budget, its period, and that it exists. */
export function metadataRecordings(slo: Slo): readonly SloRecording[] {
  const known: SloRecording = {
    record: SERIES.info,
    source: constant(new Quantity(1, 'count')),
    labels: {
      sloth_mode: 'probecard',
      sloth_spec: slo.kind,
      sloth_objective: slo.kind === 'objective' ? String(slo.percent) : 'worst',
    },
  };
  if (slo.kind === 'composite') return [known];
  return [
    { record: SERIES.objective, source: constant(ratio(targetRatio(slo))) },
    { record: SERIES.budget, source: constant(ratio(errorBudget(slo))) },
    { record: SERIES.periodDays, source: constant(new Quantity(days(periodOf(slo)), 'count')) },
    known,
  ];
}

/** Errors now, as a multiple of what the budget allows. Labels: the objective's. */
export function currentBurn(workload: Workload, objective: Objective): SloRecording {
  const { all, bad } = pairOf(workload, objective);
  const now =
    objective.sli.kind === 'events'
      ? bad.div(all.positive())
      : overTime('sum_over_time', bad, '5m').div(overTime('sum_over_time', all, '5m').positive());
  return { record: SERIES.currentBurn, source: now.div(errorBudget(objective)) };
}

/**
 * The share of the period's whole budget that went within the window: its error ratio, by how much of the window there
 * were data at all, over the ratio that would use the budget up within it. So a service of an hour has spent an hour's
 * share and not a month's.
 */
export function burntRecording(
  workload: Workload,
  objective: Objective,
  window: Duration,
  period = periodOf(objective),
): SloRecording {
  return {
    record: SERIES.burnt,
    source: burnt(workload, objective, window, period),
    labels: { [WINDOW]: window },
  };
}

function burnt(workload: Workload, objective: Objective, window: Duration, period: Duration): AnySlo {
  const wholeBudget = tidy((errorBudget(objective) * milliseconds(period)) / milliseconds(window));
  const covered = coverage(workload, objective, window);
  return ratioOf(workload, objective, window)
    .ignoring(WINDOW)
    .mul(covered as never)
    .div(wholeBudget)
    .as<Unit>('ratio');
}

/** The share of the window's evaluations at which there were data. */
function coverage(workload: Workload, objective: Objective, window: Duration): AnySlo {
  const { all } = pairOf(workload, objective);
  const [step, counted] = isSlow(window)
    ? [SLOW, overTime('count_over_time', all, window, SLOW)]
    : [FAST, overTime('count_over_time', all, window)];
  return counted.div(milliseconds(window) / milliseconds(step as Duration)).as<Unit>('ratio');
}

/** Bad events within a window: for time slices, bad minutes. */
export function badWithin(workload: Workload, objective: Objective, window: Duration): AnySlo {
  const { bad } = pairOf(workload, objective);
  const step = isSlow(window) ? SLOW : FAST;
  const each = milliseconds(step) / (objective.sli.kind === 'events' ? 1_000 : 60_000);
  const sum = isSlow(window) ? overTime('sum_over_time', bad, window, SLOW) : overTime('sum_over_time', bad, window);
  return sum.mul(each).as<Unit>('count');
}

export const burntOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.burnt, 'ratio', window);

/** The budget of the alerting period, what is left of it and for how long; and that of each other period. */
export function periodRecordings(workload: Workload, objective: Objective): readonly SloRecording[] {
  const [period, ...others] = objective.periods;
  return [
    { record: SERIES.periodBurn, source: withoutWindow(burntOf(workload, objective, period)) },
    { record: SERIES.remaining, source: rest(sloSeries(workload, objective, SERIES.periodBurn, 'ratio')) },
    ...others.flatMap((other) => reported(workload, objective, other)),
    { record: SERIES.state, source: state(workload, objective) },
    { record: SERIES.daysLeft, source: daysLeft(workload, objective) },
  ];
}

/** A period that does not alert, measured against a budget of its own. */
function reported(workload: Workload, objective: Objective, period: Duration): readonly SloRecording[] {
  const labels = { [WINDOW]: period };
  return [
    { record: SERIES.reportedBurn, source: burnt(workload, objective, period, period), labels },
    {
      record: SERIES.reportedRemaining,
      source: rest(sloSeries(workload, objective, SERIES.reportedBurn, 'ratio', period)),
      labels,
    },
  ];
}

const withoutWindow = (vector: AnySlo): AnySlo => vector.maxBy(...vector.labels.filter((label) => label !== WINDOW));

const at = (value: number): Quantity<Unit> => new Quantity<Unit>(value, 'ratio');

/** The worst state that holds, as its place in BUDGET_STATES. */
function state(workload: Workload, objective: Objective): AnySlo {
  const { atRisk, deferring } = objective.policy;
  const spent = sloSeries(workload, objective, SERIES.periodBurn, 'ratio');
  const lately = withoutWindow(burntOf(workload, objective, deferring.window).compare('>', at(deferring.share)));
  return constantWhere(spent.compare('>=', at(1)), 3)
    .or(constantWhere(lately, 2))
    .or(constantWhere(spent.compare('>', at(atRisk)), 1))
    .or(constantWhere(spent, 0));
}

/** At the pace of the last day, as if nothing that was spent came back; at most the period's length. */
function daysLeft(workload: Workload, objective: Objective): AnySlo {
  const length = days(periodOf(objective));
  const remaining = sloSeries(workload, objective, SERIES.remaining, 'ratio');
  const pace = ratioOf(workload, objective, '1d').div(errorBudget(objective));
  const left = remaining.positive().mul(length).ignoring(WINDOW).div(pace);
  return clampMax(left, length).or(constantWhere(remaining.positive(), length)).or(constantWhere(remaining, 0));
}

/** The worst of a composite's members, series by series. */
export function compositeRecordings(workload: Workload, { of }: Composite, slow: boolean): readonly SloRecording[] {
  const worst = (record: string, by: 'minBy' | 'maxBy', unit: Unit): SloRecording => ({
    record,
    source: members(workload, of, record, unit)[by](),
  });
  return slow
    ? [
        worst(SERIES.periodBurn, 'maxBy', 'ratio'),
        worst(SERIES.remaining, 'minBy', 'ratio'),
        worst(SERIES.state, 'maxBy', 'count'),
        worst(SERIES.daysLeft, 'minBy', 'count'),
      ]
    : [worst(SERIES.currentBurn, 'maxBy', 'ratio')];
}

function members(workload: Workload, of: Composite['of'], record: string, unit: Unit): AnySlo {
  const [first, ...others] = of.map((member) => sloSeries(workload, member, record, unit));
  if (!first) throw new Error('a composite without members');
  const labels = [...IDENTITY];
  return others.reduce<AnySlo>(
    (sum, next) =>
      new Vector<string, Unit>({ kind: 'binary', op: 'or', left: sum.expr, right: next.expr }, labels, unit),
    first,
  );
}
