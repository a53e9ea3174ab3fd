import { milliseconds } from '../../../promql';
import { SERIES, WINDOW, type Objective, type Workload } from '../../../signals';
import { burntWindows, periodOf } from '../windows';
import { fires, history, quiet, value, type Check, type SloTest } from './check';
import { burning, healthy } from './phases';
import { COARSE, failingFor, gridOf } from './plan';

const GRID = gridOf(COARSE);
const DAY = 86_400;

/** When the first evaluation sees data, and the budget's time begins. */
const BEGINNING = GRID;

/** The last evaluation before so much of the budget is gone, and the first after. */
const around = (objective: Objective, share: number): readonly [number, number] => {
  const exact = failingFor(objective, share);
  const before = BEGINNING + Math.ceil(exact / GRID) * GRID - GRID;
  // Exactly at a limit, it is not beyond it.
  return [before, before + (exact % GRID === 0 ? 2 : 1) * GRID];
};

/** The share of the budget that total failure has used up at a time. */
const spentAt = (objective: Objective, at: number): number => (at - BEGINNING) / failingFor(objective, 1);

/** Everything fails from the first request on: the budget goes through all of its states. */
export function budgetTest(workload: Workload, objective: Objective): SloTest {
  const { atRisk, deferring } = objective.policy;
  const [calm, risky] = around(objective, atRisk);
  const [, deferred] = around(objective, deferring.share);
  const [last, spent] = around(objective, 1);
  const state = (level: number, at: number): Check => value(workload, objective, SERIES.state, level, at);
  const length = milliseconds(periodOf(objective)) / 1000 / DAY;
  const left = (at: number): number => {
    const lastDay = Math.min(spentAt(objective, at), DAY / failingFor(objective, 1));
    return Math.min(length, (1 - spentAt(objective, at)) / lastDay);
  };
  return history(
    objective,
    `${objective.id}: the budget is told to be at risk and exhausted when it is, and its state follows`,
    COARSE,
    [burning(spent + GRID, 1)],
    [
      ...youth(workload, objective),
      state(0, calm),
      quiet(workload, objective, 'atRisk', calm),
      value(workload, objective, SERIES.remaining, 1 - spentAt(objective, calm), calm),
      value(workload, objective, SERIES.daysLeft, left(calm), calm),
      ...(risky < deferred ? [state(1, risky)] : []),
      fires(workload, objective, 'atRisk', risky),
      ...(deferred < spent ? [state(2, deferred)] : []),
      quiet(workload, objective, 'exhausted', last),
      fires(workload, objective, 'exhausted', spent),
      state(3, spent),
      value(workload, objective, SERIES.daysLeft, 0, spent),
    ],
  );
}

/** Twenty minutes after its beginning, in which everything failed. */
function youth(workload: Workload, objective: Objective): readonly Check[] {
  const lived = 4 * GRID;
  return burntWindows(objective).map((window) => {
    const share = Math.min(1, lived / (milliseconds(window) / 1000));
    const whole = failingFor(objective, 1) / (milliseconds(window) / 1000);
    return value(workload, objective, SERIES.burnt, share / whole, BEGINNING + lived, { [WINDOW]: window });
  });
}

/** What was spent within the week, though not today, defers as well. */
export function lastWeekTest(workload: Workload, objective: Objective): SloTest {
  const { deferring } = objective.policy;
  const debt = Math.ceil(failingFor(objective, (1 + deferring.share) / 2) / GRID) * GRID;
  const since = milliseconds('1d') / 1000 + 2 * GRID;
  const at = debt + since;
  return history(
    objective,
    `${objective.id}: what was spent before today defers as long as it lies within ${deferring.window}`,
    COARSE,
    [burning(debt, 1), healthy(since)],
    [
      value(workload, objective, SERIES.state, 2, at),
      value(workload, objective, SERIES.daysLeft, periodDays(objective), at),
    ],
  );
}

const periodDays = (objective: Objective): number => milliseconds(periodOf(objective)) / 1000 / DAY;

/** A service that never failed. */
export function untouchedTest(workload: Workload, objective: Objective): SloTest {
  const at = DAY / 4;
  return history(
    objective,
    `${objective.id}: a budget that nothing was spent of is whole, healthy, and lasts its period`,
    COARSE,
    [healthy(at)],
    [
      value(workload, objective, SERIES.remaining, 1, at),
      value(workload, objective, SERIES.state, 0, at),
      value(workload, objective, SERIES.daysLeft, milliseconds(periodOf(objective)) / 1000 / DAY, at),
    ],
  );
}
