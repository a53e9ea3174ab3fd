import { Vector, type Unit } from '../../promql';
import { IDENTITY, SERIES, sloSeries, type Composite, type Workload } from '../../signals';
import type { AnySlo } from './arithmetic';
import type { SloRecording } from './rule';

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
