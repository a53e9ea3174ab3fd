import type { Duration } from '../../../promql';
import { errorBudget, SERIES, WINDOW, type Objective, type Workload } from '../../../signals';
import { absent, value, type Check, type SloTest } from './check';
import { alone, moment, own, SLOW_STEP } from './moment';
import { burning, lengthOf, REPLICAS, type Phase } from './phases';
import { FINE } from './plan';
import { ratioWindows } from '../windows';
import { targets } from './robustness-tests';

/** What is said of events where there is little to say it from. */
export const eventMoments = (workload: Workload, objective: Objective): readonly SloTest[] => [
  ...idleMoments(workload, objective),
  ...spareMoments(workload, objective),
  ...(objective.missing === 'bad' ? goneMoments(workload, objective) : []),
];

/** Nothing was ever asked: nothing is divided by nothing, in no window. */
function idleMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  const { burnt: ofWindow, spent, currentBurn, periodBurn, reportedBurn, state, daysLeft } = SERIES;
  return [FINE.step, SLOW_STEP].map((step) => {
    const phases = [{ seconds: 40 * step, bad: 0, perSecond: 0 }];
    const series = [
      ...ratioWindows(objective).map(SERIES.errorRatio),
      ...[ofWindow, spent, currentBurn, periodBurn, reportedBurn, state, daysLeft],
    ];
    return moment(workload, objective, `nobody asked for ${40 * step} seconds`, step, phases, (at) =>
      series.map((name) => absent(workload, objective, name, at)),
    );
  });
}

/**
 * Nothing has failed yet, or everything has: the counter of the one or the other may have no series. Every window that had
 * events has a ratio, whether other objectives are recorded or not.
 */
const spareMoments = (workload: Workload, objective: Objective): readonly SloTest[] => [
  ...[0, 1].flatMap((bad) => oneSided(workload, objective, bad)),
  rising(workload, objective),
  // Two counters that are not read at the same moment.
  ...(objective.sli.kind === 'events' && objective.sli.counts === 'good'
    ? [
        moment(workload, objective, 'more good events than events', FINE.step, [burning(7200, -0.1)], (at) => [
          value(workload, objective, SERIES.bad, 0, at),
          ...(['30m', '1h'] as const).map((window) =>
            value(workload, objective, SERIES.errorRatio(window), 0, at, { [WINDOW]: window }),
          ),
        ]),
      ]
    : []),
];

function oneSided(workload: Workload, objective: Objective, bad: number): readonly SloTest[] {
  const what = bad === 0 ? 'nothing' : 'everything';
  const ratio = (window: Duration, at: number): Check =>
    value(workload, objective, SERIES.errorRatio(window), bad, at, { [WINDOW]: window });
  const look = (when: string, phases: readonly Phase[], windows: readonly Duration[]): SloTest =>
    alone(
      moment(workload, objective, `${what} has failed, ${when}`, FINE.step, phases, (at) =>
        windows.map((window) => ratio(window, at)),
      ),
    );
  const gone = (minutes: number): Phase => ({ seconds: 60 * minutes, bad: 0, fault: 'gone' });
  const first = moment(
    workload,
    objective,
    `${what} has failed when the pair begins`,
    FINE.step,
    [burning(600, bad)],
    (at) => [
      value(workload, objective, SERIES.all, REPLICAS * 100, at),
      value(workload, objective, SERIES.bad, REPLICAS * 100 * bad, at),
      value(workload, objective, SERIES.currentBurn, bad / errorBudget(objective), at),
    ],
  );
  return [
    { ...first, inputs: first.inputs.filter(({ series }) => !series.startsWith('slo:')) },
    look('until now', [burning(7200, bad)], ['5m', '30m', '1h', '2h', '6h']),
    look('until the data ended twenty minutes ago', [burning(7200, bad), gone(20)], ['30m', '1h']),
    look('until the data ended forty minutes ago', [burning(7200, bad), gone(40)], ['1h', '2h']),
  ];
}

/** Traffic rose three minutes ago, and errors with it: the pair is the mean of five minutes. */
function rising(workload: Workload, objective: Objective): SloTest {
  const phases: readonly Phase[] = [
    { seconds: 1200, bad: 0.01, perSecond: 100 },
    { seconds: 180, bad: 0.1, perSecond: 400 },
  ];
  // From the first sample of the five minutes to the last are four and a half.
  const mean = (late: number, early: number): number => (REPLICAS * (180 * late + 90 * early)) / 270;
  return moment(workload, objective, 'the pair is a mean of five minutes', FINE.step, phases, (at) => [
    value(workload, objective, SERIES.all, mean(400, 100), at),
    value(workload, objective, SERIES.bad, mean(40, 1), at),
  ]);
}

/** All targets are down for a minute: what is missing is what there was within the hour before, and stays so. */
function goneMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  const before: readonly Phase[] = [
    { seconds: 3600, bad: 0, perSecond: 500 },
    { seconds: 40 * 60, bad: 0.2, perSecond: 200 },
    { seconds: 19 * 60, bad: 0.2, perSecond: 50 },
  ];
  const mean = (REPLICAS * (40 * 200 + 19 * 50)) / 59;
  // Of the last five minutes, what was counted is still seen: a minute less, and half of the time between two samples more.
  const fading = (REPLICAS * 50 * 255) / 300;
  const gone: Phase = { seconds: 60, bad: 0, fault: 'gone' };
  const samples = lengthOf(before) / FINE.step;
  const look = (
    what: string,
    { last = gone, up = `1x${samples} 0x1`, missing }: { last?: Phase; up?: string; missing?: string },
    checks: (at: number) => readonly Check[],
  ): SloTest => {
    const test = moment(workload, objective, what, FINE.step, [...before, last], checks);
    return {
      ...test,
      inputs: [
        ...test.inputs,
        ...targets(workload, objective, up, samples + 2),
        ...(missing === undefined ? [] : [own(workload, objective, SERIES.missing, missing)]),
      ],
    };
  };
  const missed = (events: number) => (at: number) => [
    value(workload, objective, SERIES.missing, events, at),
    value(workload, objective, SERIES.all, events + fading, at),
    value(workload, objective, SERIES.bad, events + 0.2 * fading, at),
  ];
  const nothing = (at: number) => [absent(workload, objective, SERIES.missing, at)];
  return [
    look('what is missing is the mean of an hour', {}, missed(mean)),
    look(
      'what is missing stays what it was at first, beyond an evaluation that was missed',
      { missing: `_x${samples - 3} 90x2 77` },
      missed(77),
    ),
    look('what was missing three minutes ago, says nothing', { missing: `_x${samples - 10} 77x5` }, missed(mean)),
    look('nothing is missing while a target answers', { up: `1x${samples + 2}` }, nothing),
    look('nothing is missing half a minute after a target answered', { up: `1x${samples + 1} 0` }, nothing),
    look('nothing is missing while there are data', { last: { ...gone, fault: 'gap' } }, nothing),
  ];
}
