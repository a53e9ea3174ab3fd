import { Quantity, type Duration, type Unit } from '../../promql';
import { SERIES, sloSeries, WINDOW, type Objective, type Workload } from '../../signals';
import { asVector, clampMax, constantWhere, rest, type AnySlo } from './arithmetic';
import { budgetOf } from './burnt';
import type { SloRecording } from './rule';
import { spentOf, spentRecording } from './spent';
import { days, PACE, periodOf, spentWindows } from './windows';

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
