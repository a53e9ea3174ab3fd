import { milliseconds, type Duration } from '../../../promql';
import {
  errorBudget,
  exporterOf,
  identity,
  SERIES,
  WINDOW,
  type Objective,
  type Slo,
  type Workload,
} from '../../../signals';
import { ageWindows, burntWindows, periodOf, ratioWindows, spentWindows } from '../windows';
import { absent, history, labelText, silence, value, type Check, type SloTest } from './check';
import { lengthOf, replicas, REPLICAS, type Input, type Phase } from './phases';
import { FINE } from './plan';
import { otherTargets } from './robustness-tests';

const MINUTE = 60;
const DAY = 86_400;

/** That an objective reads its own series only, and all of them. */
export const neighbourTests = (workload: Workload, objective: Objective): readonly SloTest[] => [
  neighbour(workload, objective),
  ...(objective.missing === 'bad' && objective.sli.kind === 'events' ? [expectation(workload, objective)] : []),
];

/** Another objective, of the same groups, that is as bad as can be. @param samples how many of each series */
export function stranger(workload: Workload, slo: Slo, samples: number): readonly Input[] {
  const { labels: group } = slo.kind === 'objective' ? slo.sli.example : { labels: {} };
  const own = { ...identity(workload, slo), sloth_id: 'another', sloth_slo: 'another', ...group };
  const input = (name: string, of: number, more: Readonly<Record<string, string>> = {}): Input => ({
    series: `${name}${labelText({ ...own, ...more })}`,
    values: `${of}+0x${samples}`,
  });
  const by = (windows: readonly Duration[], name: (window: Duration) => string, of: number): readonly Input[] =>
    windows.map((window) => input(name(window), of, { [WINDOW]: window }));
  return [
    ...[SERIES.all, SERIES.bad, SERIES.missing].map((name) => input(name, 1_000)),
    ...(slo.kind === 'objective' ? by(ratioWindows(slo), SERIES.errorRatio, 1) : []),
    ...(slo.kind === 'objective' ? by(burntWindows(slo), () => SERIES.burnt, 2) : []),
    ...(slo.kind === 'objective' ? by(slo.periods.slice(1), () => SERIES.reportedBurn, 2) : []),
    ...(slo.kind === 'objective' ? by(spentWindows(slo), () => SERIES.spent, 2) : []),
    ...(slo.kind === 'objective' ? by(ageWindows(slo), () => SERIES.age, 0.01) : []),
    input(SERIES.firstSeen, 0),
    input(SERIES.periodEvents, 1),
    input(SERIES.currentBurn, 1_000_000),
    input(SERIES.periodBurn, 2),
    // Not nothing: of a spent budget, half of the rules say nothing.
    input(SERIES.remaining, 0.01),
    input(SERIES.state, 3),
    input(SERIES.daysLeft, 0.01),
    ...Object.keys(group).map((label) => input(SERIES.all, 1_000, { [label]: 'another' })),
  ];
}

/** Beside another objective: nothing is recorded before it has data, and then what its own data say. */
function neighbour(workload: Workload, objective: Objective): SloTest {
  const { kind } = objective.sli;
  const share = kind === 'events' ? errorBudget(objective) / 2 : 0;
  const perSecond = kind === 'events' ? 100 : 1;
  const all = kind === 'events' ? REPLICAS * perSecond : perSecond;
  const phases: readonly Phase[] = [
    { seconds: 20 * MINUTE, bad: 0, fault: 'gone' },
    { seconds: 65 * MINUTE, bad: share, perSecond },
  ];
  const [before, now] = [18 * MINUTE, lengthOf(phases)];
  const samples = now / FINE.step;
  const { job, namespace } = exporterOf(workload, objective.sli.present).scrape;
  const test = history(
    objective,
    `${objective.id}: another objective changes nothing, before there are data and after`,
    FINE,
    phases,
    [
      ...nothing(workload, objective, before),
      value(workload, objective, SERIES.all, all, now),
      value(workload, objective, SERIES.bad, all * share, now),
      ...ratioWindows(objective).map((window) =>
        value(workload, objective, SERIES.errorRatio(window), share, now, { [WINDOW]: window }),
      ),
      value(workload, objective, SERIES.currentBurn, share / errorBudget(objective), now),
      value(workload, objective, SERIES.remaining, 1, now),
      value(workload, objective, SERIES.state, 0, now),
      value(workload, objective, SERIES.daysLeft, milliseconds(periodOf(objective)) / 1000 / DAY, now),
      ...objective.periods
        .slice(1)
        .map((window) => value(workload, objective, SERIES.reportedRemaining, 1, now, { [WINDOW]: window })),
      silence(workload, objective, now),
    ],
  );
  return {
    ...test,
    inputs: [
      ...(kind === 'events' ? replicas(test.inputs) : test.inputs),
      ...stranger(workload, objective, samples),
      { series: `up{job="${job}", namespace="${namespace}", instance="a"}`, values: `1+0x${samples}` },
    ],
  };
}

/** What is said of an objective before it has data. */
const KNOWN_BEFORE: readonly unknown[] = [
  SERIES.errorRatio,
  SERIES.objective,
  SERIES.budget,
  SERIES.periodDays,
  SERIES.info,
];

/** Every series that needs data is not there. */
const nothing = (workload: Workload, objective: Objective, at: number): readonly Check[] =>
  [
    ...Object.values(SERIES).filter((series) => typeof series === 'string' && !KNOWN_BEFORE.includes(series)),
    ...ratioWindows(objective).map(SERIES.errorRatio),
  ].map((series) => absent(workload, objective, series as string, at));

/** What is expected of a service that is gone is the mean of the hour before; the last rates fade beside it. */
function expectation(workload: Workload, objective: Objective): SloTest {
  const busy: Phase = { seconds: 60 * MINUTE, bad: 0.2, perSecond: 200 };
  const calm: Phase = { seconds: 30 * MINUTE, bad: 0.2, perSecond: 50 };
  const gone: Phase = { seconds: 10 * MINUTE, bad: 0, fault: 'gone' };
  const surge: Phase = { seconds: 10 * MINUTE, bad: 0.2, perSecond: 1_000 };
  const first = lengthOf([busy, calm]);
  const second = lengthOf([busy, calm, gone, calm, surge]);
  // A minute later 255 of the 300 seconds are still counted: the last sample is a minute old, and stands for half of it.
  const counted = 0.85;
  // Rates over five minutes tell of a change half of that later: of the hour before, that much more was busy.
  const late = 2.5;
  const mean = ((30 + late) * 200 + (30 - late) * 50) / 60;
  // The hour before the second outage is seen, half a minute later: the surge, calm, the first outage, calm.
  const later = ((10.5 - late) * 1_000 + (39.5 + late) * 50 + 10 * mean) / 60;
  const missing = 10 * MINUTE * mean;
  const test = history(
    objective,
    `${objective.id}: a service that is gone is missed by as much as there was within the last hour`,
    FINE,
    [busy, calm, gone, calm, surge, gone],
    [
      value(workload, objective, SERIES.all, REPLICAS * (mean + 50 * counted), first + MINUTE),
      value(workload, objective, SERIES.bad, REPLICAS * (mean + 50 * 0.2 * counted), first + MINUTE),
      // Nothing is counted any more, and the expectation is what it was.
      ...[SERIES.all, SERIES.missing].map((series) =>
        value(workload, objective, series, REPLICAS * mean, first + 10 * MINUTE),
      ),
      // What was counted, of which a fifth was bad, and what is missing.
      ...(['30m', '1h'] as const).map((window) => {
        const events = 20 * MINUTE * 50 + (window === '1h' ? 10 * MINUTE * 50 + 20 * MINUTE * 200 : 0);
        const ratio = (0.2 * events + missing) / (events + missing);
        return value(workload, objective, SERIES.errorRatio(window), ratio, first + 10 * MINUTE, { [WINDOW]: window });
      }),
      value(workload, objective, SERIES.missing, REPLICAS * later, second + MINUTE),
    ],
  );
  const samples = lengthOf([busy, calm, gone, calm, surge, gone]) / FINE.step;
  return {
    ...test,
    inputs: [...replicas(test.inputs), ...stranger(workload, objective, samples), otherTargets(samples)],
  };
}
