import { constant, milliseconds, Quantity, ratio, Vector, type Duration, type Expr, type Unit } from '../../promql';
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
import { asVector, clampMax, constantWhere, overTime, rest, type AnySlo } from './arithmetic';
import { pairOf } from './pair';
import { ratioOf } from './ratios';
import type { SloRecording } from './rule';
import { FAST, isSlow, PACE, SLOW, spentWindows } from './windows';

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

/** What the rules over the period read: when it all began, and how many events there were. */
export function periodBasis(workload: Workload, objective: Objective): readonly SloRecording[] {
  const { all } = pairOf(workload, objective);
  const period = periodOf(objective);
  return [
    { record: SERIES.firstSeen, source: firstSeen(all, period) },
    { record: SERIES.periodEvents, source: overTime('sum_over_time', all, period) },
  ];
}

/** `min_over_time(timestamp(x)[30d:5m])` */
function firstSeen({ expr, labels }: AnySlo, period: Duration): AnySlo {
  const at: Expr = { kind: 'call', fn: 'timestamp', args: [expr] };
  const each: Expr = { kind: 'subquery', of: at, window: period, step: SLOW };
  return new Vector<string, Unit>({ kind: 'call', fn: 'min_over_time', args: [each] }, labels, 'seconds');
}

/**
 * The share of a window in which there has been anything to promise, 1 for all but the young. By age and not by how many
 * samples there are: what was missed, by a Prometheus that restarted or a service that sleeps at night, kept no promise.
 */
export function ageRecording(workload: Workload, objective: Objective, window: Duration): SloRecording {
  const began = overTime('last_over_time', sloSeries(workload, objective, SERIES.firstSeen, 'seconds'), WRITTEN_WITHIN);
  const now: Expr = { kind: 'call', fn: 'time', args: [] };
  const since: Expr = { kind: 'binary', op: '-', left: now, right: began.expr };
  const share = new Vector<string, Unit>(since, began.labels, 'seconds').div(milliseconds(window) / 1000);
  return { record: SERIES.age, source: clampMax(share.as<Unit>('ratio'), 1), labels: { [WINDOW]: window } };
}

const ageOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.age, 'ratio', window);

/** What is written every five minutes lies just outside the lookback before it is written again. */
const WRITTEN_WITHIN: Duration = '10m';

/** Labels on which an objective's series are joined, whatever window they are about and whoever owns it. */
export const joinedOn = ({ sli }: Objective): readonly string[] => ['sloth_id', ...sli.labels];

/**
 * The share of the period's budget that goes with the window's errors, were traffic even: its error ratio over the ratio
 * that would use the budget up within it. A service of an hour has an hour's share to lose, and not a month's.
 */
export function burntRecording(workload: Workload, objective: Objective, window: Duration): SloRecording {
  const period = periodOf(objective);
  const wholeBudget = tidy((errorBudget(objective) * milliseconds(period)) / milliseconds(window));
  return {
    record: SERIES.burnt,
    source: ofAge(workload, objective, window).div(wholeBudget).as<Unit>('ratio'),
    labels: { [WINDOW]: window },
  };
}

/** A window's error ratio, by how much of the window the objective has lived. */
const ofAge = (workload: Workload, objective: Objective, window: Duration): AnySlo =>
  asVector(ratioOf(workload, objective, window).mul(ageOf(workload, objective, window)));

/**
 * The share of the period's budget that the bad events of a window are, by their number: of a day with little traffic
 * it is little, however many of its events were bad.
 */
function spentRecording(workload: Workload, objective: Objective, window: Duration): SloRecording {
  const { bad } = pairOf(workload, objective);
  const events = sloSeries(workload, objective, SERIES.periodEvents, 'count/s').positive();
  const share = asVector(overTime('sum_over_time', bad, window).div(events));
  const lived = ageOf(workload, objective, periodOf(objective));
  return {
    record: SERIES.spent,
    source: asVector(share.ignoring('team', WINDOW).mul(lived as never)).div(errorBudget(objective)),
    labels: { [WINDOW]: window },
  };
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

const spentOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.spent, 'ratio', window);

/** The budget of the alerting period, what is left of it and for how long; and that of each other period. */
export function periodRecordings(workload: Workload, objective: Objective): readonly SloRecording[] {
  const [period, ...others] = objective.periods;
  return [
    { record: SERIES.periodBurn, source: withoutWindow(budgetOf(workload, objective, period)) },
    { record: SERIES.remaining, source: rest(sloSeries(workload, objective, SERIES.periodBurn, 'ratio')) },
    ...others.flatMap((other) => reported(workload, objective, other)),
    ...spentWindows(objective).map((window) => spentRecording(workload, objective, window)),
    { record: SERIES.state, source: state(workload, objective) },
    { record: SERIES.daysLeft, source: daysLeft(workload, objective) },
  ];
}

/** How much of a period's own budget its errors are. */
const budgetOf = (workload: Workload, objective: Objective, period: Duration): AnySlo =>
  ofAge(workload, objective, period).div(errorBudget(objective)).as<Unit>('ratio');

/** A period that does not alert, measured against a budget of its own. */
function reported(workload: Workload, objective: Objective, period: Duration): readonly SloRecording[] {
  const labels = { [WINDOW]: period };
  return [
    { record: SERIES.reportedBurn, source: budgetOf(workload, objective, period), labels },
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
  const lately = withoutWindow(spentOf(workload, objective, deferring.window).compare('>', at(deferring.share)));
  return constantWhere(spent.compare('>=', at(1)), 3)
    .or(constantWhere(lately, 2))
    .or(constantWhere(spent.compare('>', at(atRisk)), 1))
    .or(constantWhere(spent, 0));
}

/** At what the last day has spent, as if nothing that was spent came back; at most the period's length. */
function daysLeft(workload: Workload, objective: Objective): AnySlo {
  const length = days(periodOf(objective));
  const remaining = sloSeries(workload, objective, SERIES.remaining, 'ratio');
  const left = remaining
    .positive()
    .ignoring(WINDOW)
    .div(spentOf(workload, objective, PACE));
  return clampMax(asVector(left), length).or(constantWhere(remaining, 0));
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
