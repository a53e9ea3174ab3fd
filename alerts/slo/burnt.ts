import { milliseconds, type Duration, type Unit } from '../../promql';
import { errorBudget, SERIES, sloSeries, tidy, WINDOW, type Objective, type Workload } from '../../signals';
import { ageOf } from './age';
import { asVector, overTime, type AnySlo } from './arithmetic';
import { pairOf } from './pair';
import { ratioOf } from './ratios';
import type { SloRecording } from './rule';
import { periodOf } from './windows';

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

/** How much of a period's own budget its errors are. */
export const budgetOf = (workload: Workload, objective: Objective, period: Duration): AnySlo =>
  ofAge(workload, objective, period).div(errorBudget(objective)).as<Unit>('ratio');

/** The recorded share of one window. */
export const burntOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.burnt, 'ratio', window);
