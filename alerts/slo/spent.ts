import type { Duration } from '../../promql';
import { errorBudget, SERIES, sloSeries, WINDOW, type Objective, type Workload } from '../../signals';
import { ageOf } from './age';
import { asVector, overTime } from './arithmetic';
import { pairOf } from './pair';
import type { SloRecording } from './rule';
import { periodOf } from './windows';

/** How many events there were in the period, of which the budget is a share. */
export const periodEventsRecording = (workload: Workload, objective: Objective): SloRecording => ({
  record: SERIES.periodEvents,
  source: overTime('sum_over_time', pairOf(workload, objective).all, periodOf(objective)),
});

/**
 * The share of the period's budget that the bad events of a window are, by their number: of a day with little traffic
 * it is little, however many of its events were bad.
 */
export function spentRecording(workload: Workload, objective: Objective, window: Duration): SloRecording {
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

/** The recorded share of one window. */
export const spentOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.spent, 'ratio', window);
