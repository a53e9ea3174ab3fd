import type { Signal, Workload } from '../../../signals';
import { severitiesOf } from '../../../signals';
import { SINGLE_WORKLOADS, WORKLOADS } from '../../../workloads';

const ALL: readonly Workload[] = [...new Set<Workload>([...WORKLOADS, ...SINGLE_WORKLOADS])];

/** Signals that fall silent while this one alerts. */
const silenced = ({ signals, inhibitions }: Workload, by: Signal): readonly Signal[] =>
  inhibitions
    .filter(({ general }) => general === by)
    .flatMap(({ particular }) =>
      typeof particular === 'string'
        ? (particular === 'the rest' ? signals : onNodes).filter(
            (signal) => signal !== by && severitiesOf(signal).length > 0,
          )
        : particular,
    );

/** What a node that is gone takes with it, whichever workload tells of it. */
const onNodes = ALL.flatMap(({ signals }) => signals).filter(({ perNode }) => perNode);

const workloadOf = (signal: Signal): Workload => {
  const found = ALL.find(({ signals }) => signals.includes(signal));
  if (!found) throw new Error(`${signal.name} is of no workload`);
  return found;
};

/** Everything that a signal silences, itself or through others. */
function reached(from: Signal, known: ReadonlySet<Signal> = new Set()): ReadonlySet<Signal> {
  return silenced(workloadOf(from), from)
    .filter((signal) => !known.has(signal))
    .reduce((all, signal) => reached(signal, new Set([...all, signal])), known);
}

// Alertmanager lets an alert that is silenced go on silencing others: two that silence each other would both be silent.
test.each(ALL)('no alerts of $name silence each other, so that one of them is told', (workload) => {
  const inCircles = workload.signals.filter((signal) => reached(signal).has(signal));
  expect(inCircles.map(({ name }) => name)).toEqual([]);
});

describe('of an incident of the product, one alert is told besides the budget:', () => {
  const byName = (name: string): readonly [Workload, Signal] => {
    for (const workload of ALL) {
      const found = workload.signals.find((signal) => signal.name === name);
      if (found) return [workload, found];
    }
    throw new Error(`no signal ${name}`);
  };

  test.each([
    ['files that fail are late as well', 'StdfEtlErrorRatio', ['StdfEtlThroughputLow', 'StdfEtlNoJobFinished']],
    ['a stall is slow at every stage', 'StdfEtlThroughputLow', ['StdfEtlNoJobFinished', 'StdfEtlParsingLatencyP95']],
    ['a floor that is down, is so tester by tester', 'AteFloorDown', ['AteTesterDown', 'AteTesterFrozen']],
    ['an exporter that is frozen, freezes all testers', 'AteExporterFrozen', ['AteTesterFrozen']],
    [
      'a step of the yield goes below its line, and single tests show it',
      'AteYieldDrop',
      ['AteYieldLow', 'AteParametricOutliers'],
    ],
    ['outliers that come with a loss go below the line', 'AteParametricOutliers', ['AteYieldLow']],
    ['maps that fail are slow as well', 'WaferMapErrorRatio', ['WaferMapLatencyP95']],
    ['an exporter that is gone tells of nothing', 'AteTargetsDown', ['AteFloorDown', 'AteYieldDrop', 'AteTesterDown']],
  ])('%s', (_, general, particulars) => {
    const [workload, signal] = byName(general);
    expect(silenced(workload, signal).map(({ name }) => name)).toEqual(expect.arrayContaining([...particulars]));
  });
});
