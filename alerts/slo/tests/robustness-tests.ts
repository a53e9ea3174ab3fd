import { milliseconds } from '../../../promql';
import { errorBudget, exporterOf, SERIES, type Objective, type Workload } from '../../../signals';
import { tierCondition, tierThreshold } from '../conditions';
import { periodOf, ratioWindows } from '../windows';
import { absent, fires, history, quiet, silence, value, type SloTest } from './check';
import { burning, healthy, lengthOf, type Input, type Phase } from './phases';
import { COARSE, FINE, gridOf, planOf, up } from './plan';

const HOUR = 3600;

/** What services live through without anybody being to blame, and what must come of it. */
export function robustnessTests(workload: Workload, objective: Objective): readonly SloTest[] {
  const { sli, missing } = objective;
  return [
    lostScrapes(workload, objective),
    ...(missing === 'bad'
      ? [outage(workload, objective), blind(workload, objective)]
      : [notCounted(workload, objective)]),
    noData(workload, objective),
    ...(sli.labels.length > 0 ? [neverSeen(workload, objective), retired(workload, objective)] : []),
    ...(sli.kind === 'events' ? eventTests(workload, objective) : []),
  ];
}

const eventTests = (workload: Workload, objective: Objective): readonly SloTest[] => [
  counterReset(workload, objective),
  nothingFailedYet(workload, objective),
  idleHour(workload, objective),
  idleDay(workload, objective),
  neverAsked(workload, objective),
  ...(objective.sli.kind === 'events' && objective.sli.counts === 'good' ? [moreGoodThanAll(workload, objective)] : []),
  ...oneInSix(workload, objective),
  partTime(workload, objective),
  ...lowTraffic(workload, objective),
];

function firstTier(workload: Workload, objective: Objective) {
  const [tier] = objective.tiers;
  if (!tier) throw new Error(`objective ${objective.id} has no tiers`);
  return { ...planOf(objective, tier), kind: tierCondition(workload, objective, tier).kind };
}

/** Two minutes of lost scrapes in the middle of a burn. */
function lostScrapes(workload: Workload, objective: Objective): SloTest {
  const { tier, pace, long, bad, until, slack, kind } = firstTier(workload, objective);
  const before = up(until + slack, pace);
  const gap = 120;
  return history(
    objective,
    `${objective.id}: a scrape gap neither ends nor hides the burn`,
    pace,
    [healthy(long), burning(before, bad), { seconds: gap, bad, fault: 'gap' }, burning(300, bad)],
    [before, before + 60, before + gap + gridOf(pace), before + gap + 300].map((at) =>
      fires(workload, objective, kind, long + at, tier),
    ),
  );
}

/** Counters that start anew are no events, good or bad. */
function counterReset(workload: Workload, objective: Objective): SloTest {
  const { tier, pace, long, bad, until, slack, kind } = firstTier(workload, objective);
  const half = up(until / 2, pace);
  const rest = up(until / 2 + slack + 60, pace);
  return history(
    objective,
    `${objective.id}: a counter reset is no burst of events, and hides none`,
    pace,
    [
      healthy(long),
      { seconds: 600, bad: 0, fault: 'reset' },
      burning(half, bad),
      { seconds: rest, bad, fault: 'reset' },
    ],
    [
      silence(workload, objective, long + 60),
      value(workload, objective, SERIES.errorRatio('5m'), 0, long + 300, { sloth_window: '5m' }),
      silence(workload, objective, long + 600),
      fires(workload, objective, kind, long + 600 + half + rest, tier),
    ],
  );
}

/** A counter of failures that nothing has incremented has no series: that is zero, in every window. */
function nothingFailedYet(workload: Workload, objective: Objective): SloTest {
  const at = 2 * HOUR;
  return history(
    objective,
    `${objective.id}: where nothing has failed yet, every ratio is zero and none is missing`,
    FINE,
    [healthy(at)],
    [
      ...(['5m', '30m', '1h', '2h', '6h'] as const).map((window) =>
        value(workload, objective, SERIES.errorRatio(window), 0, at, { sloth_window: window }),
      ),
      value(workload, objective, SERIES.currentBurn, 0, at),
      silence(workload, objective, at),
    ],
  );
}

/** An hour without a request: no 0/0, no alert, and the period's ratio stays what it was. */
function idleHour(workload: Workload, objective: Objective): SloTest {
  const [tier] = objective.tiers;
  const bad = tier ? tierThreshold(objective, tier) / 4 : 0;
  const busy = 3 * HOUR;
  const idle = 75 * 60;
  const period = periodOf(objective);
  const kept = (at: number) => value(workload, objective, SERIES.errorRatio(period), bad, at, { sloth_window: period });
  return history(
    objective,
    `${objective.id}: an idle hour leaves the period's ratio as it was, and gives no NaN`,
    FINE,
    [burning(busy, bad), { seconds: idle, bad: 0, perSecond: 0 }],
    [
      kept(busy),
      ...(['5m', '30m', '1h'] as const).map((window) =>
        absent(workload, objective, SERIES.errorRatio(window), busy + idle),
      ),
      absent(workload, objective, SERIES.currentBurn, busy + idle),
      kept(busy + idle),
      silence(workload, objective, busy + idle),
    ],
  );
}

/** A day without a request has no pace: what is left lasts as long as the period. */
function idleDay(workload: Workload, objective: Objective): SloTest {
  const busy = 2 * HOUR;
  const idle = 25 * HOUR;
  const length = milliseconds(periodOf(objective)) / 1000 / (24 * HOUR);
  return history(
    objective,
    `${objective.id}: after an idle day the budget that is left lasts its period`,
    COARSE,
    [burning(busy, errorBudget(objective)), { seconds: idle, bad: 0, perSecond: 0 }],
    [
      absent(workload, objective, SERIES.errorRatio('1d'), busy + idle),
      value(workload, objective, SERIES.daysLeft, length, busy + idle),
    ],
  );
}

/** Counters are there and stand still: nothing is divided by nothing, in no window. */
function neverAsked(workload: Workload, objective: Objective): SloTest {
  const at = 20 * 60;
  const { burnt, spent, currentBurn, periodBurn, reportedBurn, state, daysLeft } = SERIES;
  const series = [
    ...ratioWindows(objective).map(SERIES.errorRatio),
    burnt,
    spent,
    currentBurn,
    periodBurn,
    reportedBurn,
  ];
  return history(
    objective,
    `${objective.id}: a service that nobody asked yet has no ratio and no budget`,
    FINE,
    [{ seconds: at, bad: 0, perSecond: 0 }, burning(300, 0.5)],
    [...series, state, daysLeft].map((name) => absent(workload, objective, name, at)),
  );
}

/** Two counters that are not read at the same moment: the good ones may be ahead. */
function moreGoodThanAll(workload: Workload, objective: Objective): SloTest {
  const at = 65 * 60;
  return history(
    objective,
    `${objective.id}: more good events than events are no negative errors`,
    FINE,
    [burning(at, -0.01)],
    [
      value(workload, objective, SERIES.bad, 0, at),
      ...(['5m', '30m', '1h', '2h'] as const).map((window) =>
        value(workload, objective, SERIES.errorRatio(window), 0, at, { sloth_window: window }),
      ),
    ],
  );
}

/** The low-traffic guard at its reason for being; an objective that asks for fewer bad events, or never pages, has none. */
function oneInSix(workload: Workload, objective: Objective): readonly SloTest[] {
  const hours = 6.25;
  if (objective.minimumBad <= hours || objective.tiers.every(({ severity }) => severity !== 'critical')) return [];
  const trickle: Phase = { seconds: hours * HOUR, bad: 1 / 6, perSecond: 6 / HOUR };
  return [
    history(
      objective,
      `${objective.id}: one error in six requests an hour does not page`,
      FINE,
      [trickle],
      [1, 2, 4, hours].map((at) => quiet(workload, objective, 'burnsFast', at * HOUR)),
    ),
  ];
}

/** What sleeps for most of the day has spent what its events say; the time that it sleeps keeps no promise. */
function partTime(workload: Workload, objective: Objective): SloTest {
  const awake = burning(6 * HOUR, 2 * errorBudget(objective));
  const asleep: Phase = { seconds: 18 * HOUR, bad: 0, fault: 'gone' };
  const phases = [awake, asleep, awake, asleep, awake];
  const at = lengthOf(phases);
  const period = milliseconds(periodOf(objective)) / 1000;
  const [tier] = objective.tiers;
  return history(
    objective,
    `${objective.id}: a service that sleeps at night has no budget for the night`,
    COARSE,
    phases,
    [
      value(workload, objective, SERIES.periodBurn, (2 * at) / period, at),
      ...(tier
        ? [
            value(workload, objective, SERIES.burnt, (2 * milliseconds(tier.window)) / 1000 / period, at, {
              sloth_window: tier.window,
            }),
          ]
        : []),
    ],
  );
}

/** Evaluations that a window may have in a test that waits for it to pass. */
const QUICK = 288;

/** Each tier at one bad event fewer than the guard asks for, and at one more; all that happens is bad. */
function lowTraffic(workload: Workload, objective: Objective): readonly SloTest[] {
  const { minimumBad } = objective;
  if (minimumBad === 0) return [];
  return objective.tiers.map((tier) => {
    const { pace, long } = planOf(objective, tier);
    const { kind } = tierCondition(workload, objective, tier);
    const [first, more] = [up(long * 0.3, pace), up(Math.max(long * 0.1, 600), pace)];
    const trickle = (events: number, seconds: number): Phase => ({ seconds, bad: 1, perSecond: events / seconds });
    // Of the longer tiers at each pace this would take most of the time of all tests.
    const isQuick = long / gridOf(pace) <= QUICK;
    const before: readonly Phase[] = isQuick
      ? [trickle(minimumBad * 0.95, first), { seconds: up(long + 600, pace), bad: 0, perSecond: 0 }]
      : [];
    const again = lengthOf(before) + first;
    return history(
      objective,
      `${objective.id}: tier ${tier.window} needs ${minimumBad} bad events`,
      pace,
      // What was bad before the window, does not count.
      [...before, trickle(minimumBad * 0.95, first), trickle(minimumBad * 0.2, more)],
      [
        quiet(workload, objective, kind, first, tier),
        quiet(workload, objective, kind, again, tier),
        fires(workload, objective, kind, again + more, tier),
      ],
    );
  });
}

/** No data at all, where that is bad: it burns like a total outage, at the pace of before. */
function outage(workload: Workload, objective: Objective): SloTest {
  const { tier, pace, long, kind } = firstTier(workload, objective);
  const lead = long + HOUR;
  const hour = lead + HOUR;
  const test = history(
    objective,
    `${objective.id}: a service that is gone burns budget as if all of its events were bad`,
    pace,
    [healthy(lead), { seconds: HOUR, bad: 0, fault: 'gone' }, healthy(600)],
    [
      silence(workload, objective, lead),
      fires(workload, objective, kind, lead + 300, tier),
      value(workload, objective, SERIES.errorRatio('30m'), 1, hour, { sloth_window: '30m' }),
      value(workload, objective, SERIES.errorRatio('1h'), 1, hour, { sloth_window: '1h' }),
      value(workload, objective, SERIES.errorRatio('6h'), HOUR / (lead + HOUR), hour, { sloth_window: '6h' }),
      value(workload, objective, SERIES.errorRatio('5m'), 0, hour + 600, { sloth_window: '5m' }),
      value(workload, objective, SERIES.errorRatio('30m'), 20 / 30, hour + 600, { sloth_window: '30m' }),
      value(workload, objective, SERIES.errorRatio('1h'), 50 / 60, hour + 600, { sloth_window: '1h' }),
    ],
  );
  return { ...test, inputs: [...test.inputs, otherTargets((hour + 600) / pace.step)] };
}

/** Of something else, a target is up: Prometheus looks, and would see. */
export const otherTargets = (samples: number): Input => ({
  series: 'up{job="other", instance="a"}',
  values: `1+0x${samples}`,
});

/** Prometheus sees nobody, or has just begun to again: it cannot know whether anything is missing. */
function blind(workload: Workload, objective: Objective): SloTest {
  const lead = HOUR;
  const away = 600;
  const down = 120;
  const test = history(
    objective,
    `${objective.id}: a Prometheus that sees nobody at all takes nobody for gone`,
    FINE,
    [healthy(lead), { seconds: away + down, bad: 0, fault: 'gone' }],
    [
      // A minute ago others were up, and now nobody is: it is cut off.
      absent(workload, objective, SERIES.missing, lead + 60),
      absent(workload, objective, SERIES.missing, lead + away - 60),
      // Others are up now, and were not a minute ago.
      absent(workload, objective, SERIES.missing, lead + away),
      // Now it has seen others for two minutes: who is still missing, is. The last rates faded before.
      value(workload, objective, SERIES.missing, 97, lead + away + down),
    ],
  );
  // Up, then down, then not seen, and down for as long again before they are up.
  const some = down / FINE.step - 1;
  const unseen = (away - 2 * down) / FINE.step - 2;
  const others = {
    series: 'up{job="other", instance="a"}',
    values: `1x${lead / FINE.step} 0x${some} stale _x${unseen} 0x${some} 1x${some + 1}`,
  };
  return { ...test, inputs: [...test.inputs, others] };
}

/** No data at all, where that is not counted: nothing burns, and what was recorded keeps its value. */
function notCounted(workload: Workload, objective: Objective): SloTest {
  const lead = 2 * HOUR;
  return history(
    objective,
    `${objective.id}: a service that is gone burns no budget`,
    FINE,
    [healthy(lead), { seconds: HOUR, bad: 0, fault: 'gone' }, healthy(600)],
    [
      silence(workload, objective, lead + HOUR / 2),
      value(workload, objective, SERIES.errorRatio('6h'), 0, lead + HOUR, { sloth_window: '6h' }),
      value(workload, objective, SERIES.errorRatio('6h'), 0, lead + HOUR + 600, { sloth_window: '6h' }),
    ],
  );
}

/** Of no group there was ever anything: one alert for the objective as a whole, and none beside a group that is there. */
function neverSeen(workload: Workload, objective: Objective): SloTest {
  const down = 40 * 60;
  const [late, until] = [100 * 60, 2 * HOUR];
  const test = history(
    objective,
    `${objective.id}: data that were never there are told of once, and no longer when some are`,
    FINE,
    [{ seconds: late, bad: 0, fault: 'gone' }, healthy(until - late)],
    [
      quiet(workload, objective, 'noData', down),
      quiet(workload, objective, 'noData', down + 25 * 60),
      fires(workload, asWhole(objective), 'noData', down + 40 * 60),
      quiet(workload, objective, 'noData', until),
    ],
  );
  const values = `0+0x${down / FINE.step} 1+0x${(until - down) / FINE.step}`;
  return { ...test, inputs: [...test.inputs, ...targets(workload, objective, values, until / FINE.step)] };
}

/** What is said of all groups at once. */
const asWhole = (objective: Objective): Objective => {
  const { sli } = objective;
  return { ...objective, sli: { ...sli, example: { ...sli.example, labels: {} } } };
};

/** A group that is gone for a day is taken for retired; where it was the last one, the objective as a whole has no data. */
function retired(workload: Workload, objective: Objective): SloTest {
  const lead = HOUR;
  const gone = 25 * HOUR;
  const test = history(
    objective,
    `${objective.id}: a group that is gone is missed for a day, and then all of them are`,
    COARSE,
    [healthy(lead), { seconds: gone, bad: 0, fault: 'gone' }],
    [
      fires(workload, objective, 'noData', lead + 23 * HOUR),
      fires(workload, asWhole(objective), 'noData', lead + gone),
    ],
  );
  const samples = (lead + gone) / COARSE.step;
  return { ...test, inputs: [...test.inputs, ...targets(workload, objective, `1+0x${samples}`, samples)] };
}

/** The targets of the exporter that tells of the objective; those of others are up throughout. */
export function targets(workload: Workload, objective: Objective, own: string, samples: number): readonly Input[] {
  const { job, namespace } = exporterOf(workload, objective.sli.present).scrape;
  const up = (of: string, values: string): Input => ({ series: `up{${of}, instance="a"}`, values });
  return [
    up(`job="${job}", namespace="${namespace}"`, own),
    up(`job="not-${job}", namespace="${namespace}"`, `1+0x${samples}`),
    up(`job="${job}", namespace="not-${namespace}"`, `1+0x${samples}`),
  ];
}

/** Targets answer, and the indicator does not. */
function noData(workload: Workload, objective: Objective): SloTest {
  const lead = 2 * HOUR;
  const after = 35 * 60;
  const test = history(
    objective,
    `${objective.id}: data that are missing while targets are up are told of, and not while all are down`,
    FINE,
    [healthy(lead), { seconds: 2 * HOUR, bad: 0, fault: 'gone' }],
    [
      quiet(workload, objective, 'noData', lead),
      quiet(workload, objective, 'noData', lead + 25 * 60),
      // Its targets answer: what it does not say is not known to have failed.
      absent(workload, objective, SERIES.missing, lead + 25 * 60),
      fires(workload, objective, 'noData', lead + after),
      quiet(workload, objective, 'noData', lead + HOUR + 300),
    ],
  );
  const samples = (lead + HOUR) / FINE.step;
  const values = `1+0x${samples} 0+0x${samples}`;
  return { ...test, inputs: [...test.inputs, ...targets(workload, objective, values, 2 * samples)] };
}
