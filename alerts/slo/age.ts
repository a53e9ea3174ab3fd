import { milliseconds, Vector, type Duration, type Expr, type Unit } from '../../promql';
import { SERIES, sloSeries, WINDOW, type Objective, type Workload } from '../../signals';
import { clampMax, overTime, type AnySlo } from './arithmetic';
import { pairOf } from './pair';
import type { SloRecording } from './rule';
import { periodOf, SLOW } from './windows';

/** When the objective had data first, within its period. */
export const firstSeenRecording = (workload: Workload, objective: Objective): SloRecording => ({
  record: SERIES.firstSeen,
  source: firstSeen(pairOf(workload, objective).all, periodOf(objective)),
});

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

/** The recorded age of one window. */
export const ageOf = (workload: Workload, objective: Objective, window: Duration) =>
  sloSeries(workload, objective, SERIES.age, 'ratio', window);

/** What is written every five minutes lies just outside the lookback before it is written again. */
const WRITTEN_WITHIN: Duration = '10m';
