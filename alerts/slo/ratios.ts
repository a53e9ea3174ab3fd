import { milliseconds, type Duration, type Unit } from '../../promql';
import { SERIES, sloSeries, WINDOW, type EventsSli, type Objective, type Workload } from '../../signals';
import { asVector, clampMin, constantWhere, overTime, rest, together, type AnySlo } from './arithmetic';
import { PAIR_WINDOW, pairOf } from './pair';
import type { SloRecording } from './rule';
import { FAST, isFromThePair } from './windows';

/** The share of bad events over a window, as it is recorded. */
export const ratioOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.errorRatio(window), 'ratio');

/**
 * The share of bad events over a window. No series where there were no events: 0/0 says nothing. Ratios of sums
 * throughout, never means of ratios, so that a busy hour weighs more than an idle one.
 */
export function ratioRecording(workload: Workload, objective: Objective, window: Duration): SloRecording {
  return {
    record: SERIES.errorRatio(window),
    source: errorRatio(workload, objective, window),
    labels: { [WINDOW]: window },
  };
}

function errorRatio(workload: Workload, objective: Objective, window: Duration): AnySlo {
  const { sli } = objective;
  const { all, bad } = pairOf(workload, objective);
  if (window === objective.periods[0]) {
    const events = sloSeries(workload, objective, SERIES.periodEvents, 'count/s');
    return asVector(overTime('sum_over_time', bad, window).div(events.positive()));
  }
  if (sli.kind === 'time' || isFromThePair(window)) {
    return asVector(overTime('sum_over_time', bad, window).div(overTime('sum_over_time', all, window).positive()));
  }
  if (window === PAIR_WINDOW) return asVector(bad.div(all.positive()));
  return fromTheSource(workload, objective, sli, window);
}

/** Windows below two hours: sums of the pair would smear them by its five minutes. */
function fromTheSource(workload: Workload, objective: Objective, sli: EventsSli, window: Duration): AnySlo {
  const { labels } = sli;
  const recently = overTime('sum_over_time', pairOf(workload, objective).all, window);
  const zero = constantWhere(recently.sumBy(...labels), 0).as<Unit>('count/s');
  const withMissing = (measured: AnySlo): AnySlo =>
    objective.missing === 'bad' ? together(labels, measured, missingOver(workload, objective, window)) : measured;
  const all = withMissing(asVector(sli.all(window)).as<Unit>('count/s')).positive();
  const counted = asVector(sli.counted(window)).as<Unit>('count/s');
  if (sli.counts === 'bad') return asVector(withMissing(counted).or(zero).div(all));
  return clampMin(rest(counted.or(zero).div(all)), 0);
}

/** Per second over the window, like a rate: what was missing at each of its evaluations, over their number. */
const missingOver = (workload: Workload, objective: Objective, window: Duration): AnySlo =>
  overTime('sum_over_time', pairOf(workload, objective).missing, window).div(milliseconds(window) / milliseconds(FAST));
