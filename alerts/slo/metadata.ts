import { constant, Quantity, ratio } from '../../promql';
import { errorBudget, SERIES, targetRatio, type Slo } from '../../signals';
import type { SloRecording } from './rule';
import { days, periodOf } from './windows';

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
