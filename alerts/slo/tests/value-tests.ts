import { milliseconds, type Duration } from '../../../promql';
import {
  errorBudget,
  identity,
  lasting,
  SERIES,
  targetRatio,
  WINDOW,
  type Objective,
  type Workload,
} from '../../../signals';
import { ageWindows, burntWindows, isSlow, periodOf, ratioWindows, spentWindows } from '../windows';
import { history, labelText, value, type Check, type SloTest } from './check';
import { lengthOf, REPLICAS, type Phase } from './phases';
import { moment } from './moment';
import { COARSE, failingFor, FINE, gridOf } from './plan';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A past in which every window has a ratio of its own, with what is asked of it computed from the past itself. */
export function valueTests(workload: Workload, objective: Objective): readonly SloTest[] {
  const [fast, slow] = [FAST_PAST, slowPast(objective)].map((past) => pastOf(objective, past)) as [Past, Past];
  const name = 'series up to 6 hours are what the raw events give';
  const check = (past: Past, slow: boolean) => (at: number) => valueChecks(workload, objective, past, slow, at);
  return [
    history(objective, `${objective.id}: ${name}`, FINE, fast, check(fast, false)(lengthOf(fast))),
    moment(workload, objective, `${name}, at one look`, FINE.step, fast, (at) => [
      ...check(fast, false)(at),
      ...pairChecks(workload, objective, fast, at),
    ]),
    ...(objective.sli.kind === 'events' ? [outages(workload, objective)] : []),
    moment(
      workload,
      objective,
      'series of a day and more are what the raw events give',
      gridOf(COARSE),
      slow,
      check(slow, true),
    ),
    oldService(workload, objective),
  ];
}

type Past = readonly Phase[];

/** Time slices are minutes: each weighs the same, however much went on in it. */
const pastOf = ({ sli }: Objective, past: Past): Past =>
  sli.kind === 'time' ? past.map(({ bad, ...phase }) => ({ ...phase, bad: Math.ceil(bad), perSecond: 1 })) : past;

/** Outages within each window; where nothing counts as missing while targets are away, nothing went on in them. */
function outages(workload: Workload, objective: Objective): SloTest {
  const away = (minutes: number): Phase => ({
    seconds: minutes * MINUTE,
    bad: objective.missing === 'bad' ? 1 : 0,
    perSecond: objective.missing === 'bad' ? 300 : 0,
    ...(objective.missing === 'bad' && { fault: 'gone' }),
  });
  const past: Past = [
    { seconds: 120 * MINUTE, bad: 0.05, perSecond: 1_000 },
    away(10),
    { seconds: 30 * MINUTE, bad: 0.05, perSecond: 1_000 },
    away(10),
    { seconds: 15 * MINUTE, bad: 0.1, perSecond: 400 },
    away(5),
    { seconds: 20 * MINUTE, bad: 0.2, perSecond: 100 },
  ];
  const windows: readonly Duration[] = ['5m', '30m', '1h', '2h', '6h'];
  return moment(workload, objective, 'what was missing in outages is in every window', FINE.step, past, (at) =>
    windows.map((window) =>
      value(workload, objective, SERIES.errorRatio(window), exactRatio(past, seconds(window)), at, {
        [WINDOW]: window,
      }),
    ),
  );
}

/** What began before a window did has lived all of it, and no more. */
function oldService(workload: Workload, objective: Objective): SloTest {
  const at = 5 * MINUTE;
  const labels = { ...lasting(identity(workload, objective)), ...objective.sli.example.labels };
  const began = { series: `${SERIES.firstSeen}${labelText(labels)}`, values: `-${100 * DAY}+0x${at / FINE.step}` };
  return {
    name: `${objective.id}: a service of a hundred days has lived all of each window`,
    pace: FINE,
    inputs: [began],
    checks: ageWindows(objective).map((window) => value(workload, objective, SERIES.age, 1, at, { [WINDOW]: window })),
  };
}

/**
 * From the oldest to now. Busy and idle times differ, so that a mean of ratios would differ from the ratio of sums; no
 * window begins near a change, which five minutes of a rate would smear.
 */
const FAST_PAST: readonly Phase[] = [
  { seconds: 30 * MINUTE, bad: 1, perSecond: 100 },
  { seconds: 240 * MINUTE, bad: 0, perSecond: 100 },
  { seconds: 30 * MINUTE, bad: 1, perSecond: 300 },
  { seconds: 50 * MINUTE, bad: 0, perSecond: 200 },
  { seconds: 25 * MINUTE, bad: 1, perSecond: 150 },
  { seconds: 25 * MINUTE, bad: 0, perSecond: 150 },
  { seconds: 8 * MINUTE, bad: 1, perSecond: 50 },
  { seconds: 24 * MINUTE, bad: 0, perSecond: 100 },
  { seconds: 6 * MINUTE, bad: 1, perSecond: 100 },
  { seconds: 6 * MINUTE, bad: 0, perSecond: 100 },
  { seconds: 6 * MINUTE, bad: 0.3, perSecond: 100 },
];

/** Almost half of the budget went more than a week ago, and a little within each window since. */
function slowPast(objective: Objective): readonly Phase[] {
  const grid = gridOf(COARSE);
  const failing = (share: number): Phase => ({
    seconds: Math.max(grid, Math.round(failingFor(objective, share) / grid) * grid),
    bad: 1,
    perSecond: 100,
  });
  return [
    { seconds: 1 * HOUR, bad: 0, perSecond: 100 },
    failing(0.45),
    { seconds: 4 * DAY, bad: 0, perSecond: 110 },
    failing(0.1),
    { seconds: 3 * DAY, bad: 0, perSecond: 100 },
    failing(0.1),
    { seconds: 1.5 * DAY, bad: 0, perSecond: 90 },
    failing(0.04),
    { seconds: 8 * HOUR, bad: 0, perSecond: 90 },
    failing(0.03),
    { seconds: 2 * HOUR, bad: 0, perSecond: 100 },
  ];
}

/** Each replica counts its own events. */
function pairChecks(workload: Workload, objective: Objective, phases: Past, now: number): readonly Check[] {
  const { perSecond = 1, bad = 0 } = phases.at(-1) ?? {};
  const all = perSecond * (objective.sli.kind === 'events' ? REPLICAS : 1);
  return [value(workload, objective, SERIES.all, all, now), value(workload, objective, SERIES.bad, all * bad, now)];
}

/** @param now when the past is looked at */
function valueChecks(
  workload: Workload,
  objective: Objective,
  phases: Past,
  slow: boolean,
  now: number,
): readonly Check[] {
  const ratio = (window: Duration) => exactRatio(phases, seconds(window));
  const ofWindow = (windows: readonly Duration[], check: (window: Duration) => Check): readonly Check[] =>
    windows.filter((window) => isSlow(window) === slow).map(check);
  const see = (series: string, window: Duration, expected: number): Check =>
    value(workload, objective, series, expected, now, { [WINDOW]: window });
  return [
    ...ofWindow(ratioWindows(objective), (window) => see(SERIES.errorRatio(window), window, ratio(window))),
    ...ofWindow(burntWindows(objective), (window) =>
      see(SERIES.burnt, window, burnt(objective, window, ratio(window), now)),
    ),
    ...ofWindow(ageWindows(objective), (window) => see(SERIES.age, window, Math.min(1, now / seconds(window)))),
    ...(slow ? periodChecks(workload, objective, phases, now) : nowChecks(workload, objective, phases, now)),
  ];
}

const seconds = (window: Duration): number => milliseconds(window) / 1000;

/** All events, and the bad ones among them, within the last so many seconds, from the phases themselves. */
function eventsWithin(phases: readonly Phase[], window: number): { readonly all: number; readonly bad: number } {
  const now = lengthOf(phases);
  return phases.reduce(
    (sum, phase) => {
      const end = sum.end + phase.seconds;
      const within = Math.max(0, Math.min(phase.seconds, end - (now - window)));
      const events = within * (phase.perSecond ?? 1);
      return { end, all: sum.all + events, bad: sum.bad + events * phase.bad };
    },
    { end: 0, all: 0, bad: 0 },
  );
}

function exactRatio(phases: readonly Phase[], window: number): number {
  const { all, bad } = eventsWithin(phases, window);
  return bad / all;
}

/** Of the alerting period's budget; a service that is younger than the window has spent the less. */
function burnt(
  objective: Objective,
  window: Duration,
  ratio: number,
  age: number,
  period = periodOf(objective),
): number {
  const within = Math.min(seconds(window), age);
  return (ratio * within) / (errorBudget(objective) * seconds(period));
}

/** Of the period's budget, what a window's bad events are, by their number. */
function spentWithin(objective: Objective, phases: readonly Phase[], window: number): number {
  const period = seconds(periodOf(objective));
  const lived = Math.min(1, lengthOf(phases) / period);
  return (eventsWithin(phases, window).bad / eventsWithin(phases, period).all / errorBudget(objective)) * lived;
}

/** At what the last day spent, in days. */
const daysLeft = (objective: Objective, remaining: number, lastDay: number): number =>
  Math.min(seconds(periodOf(objective)) / DAY, remaining / lastDay);

function nowChecks(workload: Workload, objective: Objective, phases: Past, now: number): readonly Check[] {
  return [
    value(workload, objective, SERIES.currentBurn, exactRatio(phases, 300) / errorBudget(objective), now),
    value(workload, objective, SERIES.objective, targetRatio(objective), now),
    value(workload, objective, SERIES.budget, errorBudget(objective), now),
    value(workload, objective, SERIES.periodDays, seconds(periodOf(objective)) / DAY, now),
    value(workload, objective, SERIES.info, 1, now, {
      sloth_mode: 'probecard',
      sloth_spec: 'objective',
      sloth_objective: String(objective.percent),
    }),
  ];
}

function periodChecks(workload: Workload, objective: Objective, phases: Past, now: number): readonly Check[] {
  const [period, ...others] = objective.periods;
  const ratio = (window: number) => exactRatio(phases, window);
  const of = (window: number) => spentWithin(objective, phases, window);
  const spent = (window: Duration) => burnt(objective, window, ratio(seconds(window)), now, window);
  return [
    value(workload, objective, SERIES.periodBurn, spent(period), now),
    value(workload, objective, SERIES.remaining, 1 - spent(period), now),
    ...others.flatMap((other) => [
      value(workload, objective, SERIES.reportedBurn, spent(other), now, { [WINDOW]: other }),
      value(workload, objective, SERIES.reportedRemaining, 1 - spent(other), now, { [WINDOW]: other }),
    ]),
    // Most of it is old: at risk, and nothing is deferred.
    value(workload, objective, SERIES.state, 1, now),
    value(workload, objective, SERIES.daysLeft, daysLeft(objective, 1 - spent(period), of(DAY)), now),
    ...spentWindows(objective).map((window) =>
      value(workload, objective, SERIES.spent, of(seconds(window)), now, { [WINDOW]: window }),
    ),
    value(workload, objective, SERIES.firstSeen, gridOf(COARSE), now),
    // Each evaluation adds the events of a second.
    value(workload, objective, SERIES.periodEvents, eventsWithin(phases, seconds(period)).all / gridOf(COARSE), now),
  ];
}
