import { milliseconds, type Duration } from '../../../promql';
import {
  errorBudget,
  identity,
  lasting,
  SERIES,
  shortWindow,
  WINDOW,
  type AlertKind,
  type Composite,
  type Objective,
  type Tier,
  type Workload,
} from '../../../signals';
import { tierCondition, tierThreshold } from '../conditions';
import { ageWindows, burntWindows, isSlow, PACE, periodOf, ratioWindows } from '../windows';
import { absent, fires, labelText, quiet, value, type Check, type SloTest } from './check';
import { stranger } from './neighbour-tests';
import { burning, healthy, inputs, lengthOf, replicas, REPLICAS, type Input, type Phase } from './phases';
import { failingFor, FINE } from './plan';
import { targets } from './robustness-tests';

/**
 * One look at a past that is stated as it was recorded: the pair, and beside it the metrics that it was made of. All rules
 * are evaluated once, at its end. What takes days costs no more than what takes minutes; that the pair comes about as it
 * is stated here, the histories show that are evaluated all along.
 * @param step seconds between samples. Metrics are rated over five minutes: from there on there is the pair alone, and the
 * look is one step later, since its last sample would be written twice
 * @param checks what is seen at the time of the look
 */
export function moment(
  workload: Workload,
  objective: Objective,
  name: string,
  step: number,
  phases: readonly Phase[],
  checks: (at: number) => readonly Check[],
): SloTest {
  const isMeasured = step < SLOW_STEP;
  const now = lengthOf(phases) + (isMeasured ? 0 : step);
  const isEvents = objective.sli.kind === 'events';
  const measured = isMeasured ? inputs(objective.sli.example, phases, step) : [];
  const times = isEvents && isMeasured ? REPLICAS : 1;
  return {
    name: `${objective.id}: ${name}`,
    pace: { evaluation: `${now}s`, step },
    inputs: [
      ...(isEvents ? replicas(measured) : measured),
      ...recorded(workload, objective, phases, { step, times, isMeasured }),
      ...stranger(workload, objective, now / step),
    ],
    checks: checks(now),
  };
}

interface Recorded {
  readonly step: number;
  /** How many replicas there are. */
  readonly times: number;
  /** Whether the last sample is left to the rules. */
  readonly isMeasured: boolean;
}

/**
 * The pair, and when it began. Of a phase that is gone there is nothing, or where events per second are said, that they
 * were missing.
 */
function recorded(
  workload: Workload,
  objective: Objective,
  phases: readonly Phase[],
  { step, times, isMeasured }: Recorded,
): readonly Input[] {
  const perSecond = ({ perSecond: all = 100 }: Phase): number => (objective.sli.kind === 'events' ? all : 1);
  const isNothing = ({ fault, perSecond: missing }: Phase): boolean => fault === 'gone' && missing === undefined;
  const series = (name: string, of: (phase: Phase) => number | undefined): Input => {
    const runs = phases.flatMap((phase, i) => {
      const isLast = isMeasured && i === phases.length - 1;
      const count = Math.round(phase.seconds / step) - (isLast ? 1 : 0);
      const level = of(phase);
      if (count === 0) return [];
      return [level === undefined || isNothing(phase) ? `_x${count}` : `${times * level}x${count - 1}`];
    });
    return own(workload, objective, name, ['_', ...runs].join(' '));
  };
  const [first] = phases;
  const began = first && isNothing(first) ? first.seconds : 0;
  return [
    series(SERIES.all, perSecond),
    series(SERIES.bad, (phase) => perSecond(phase) * phase.bad),
    ...(phases.some((phase) => phase.fault === 'gone' && !isNothing(phase))
      ? [series(SERIES.missing, (phase) => (phase.fault === 'gone' ? phase.perSecond : undefined))]
      : []),
    own(workload, objective, SERIES.firstSeen, `${began}x${lengthOf(phases) / step - 1}`),
  ];
}

/** A recorded series of the objective that is read over days. */
const own = (workload: Workload, objective: Objective, name: string, values: string): Input => ({
  series: `${name}${labelText({ ...lasting(identity(workload, objective)), ...objective.sli.example.labels })}`,
  values,
});

/** Each alert on either side of each of its limits, and what is said where there is little to say it from: one look each. */
export const momentTests = (workload: Workload, objective: Objective): readonly SloTest[] => [
  ...objective.tiers.flatMap((tier) => limitsOfTier(workload, objective, tier)),
  ...(objective.sli.kind === 'time' ? objective.tiers.flatMap((tier) => shareOfSlices(workload, objective, tier)) : []),
  ...(objective.sli.kind === 'time' && objective.sli.labels.length > 0
    ? objective.tiers.map((tier) => twoGroups(workload, objective, tier))
    : []),
  ...limitsOfBudget(workload, objective),
  youngMoment(workload, objective),
  ...agesMoments(workload, objective),
  ...idleMoments(workload, objective),
  ...(objective.sli.kind === 'events' ? spareMoments(workload, objective) : []),
  ...(objective.sli.kind === 'events' && objective.missing === 'bad' ? goneMoments(workload, objective) : []),
];

const seconds = (window: Duration): number => milliseconds(window) / 1000;

interface Burn {
  /** Of the tier's share of the budget. */
  readonly share: number;
  /** Of the short window's threshold; of time slices, whether its last one is bad. */
  readonly now: number;
  /** Bad events within the long window; default: many. */
  readonly events?: number;
}

/** A long window in which such a part of the budget went, and a short window at its end that burns so fast. */
function burnt(objective: Objective, tier: Tier, { share, now, events }: Burn): readonly Phase[] {
  const step = stepOf(tier);
  const short = seconds(shortWindow(tier));
  const lately = now * tierThreshold(objective, tier);
  const whole = failingFor(objective, tier.share) * share;
  const replicas = step === FINE.step ? REPLICAS : 1;
  const perSecond = events === undefined ? 100 : events / whole / replicas;
  const failing = outage(whole - lately * short, step);
  const calm = (of: number): Phase => ({ seconds: of, bad: 0, perSecond });
  // It lies at the beginning of the long window, and another just before it.
  const rest = seconds(tier.window) - short - failing.seconds - 2 * step;
  return [
    calm(seconds(tier.window)),
    { ...failing, perSecond },
    calm(4 * step),
    { ...failing, perSecond },
    calm(rest),
    { seconds: short, bad: lately, perSecond },
  ];
}

/** The same of time slices, which are bad or not: the next number of them beyond the limit, just now or a while ago. */
function burntSlices(objective: Objective, tier: Tier, { share, now }: Burn): readonly Phase[] {
  const step = stepOf(tier);
  const whole = failingFor(objective, tier.share) / step;
  const slices = share > 1 ? Math.floor(whole) + 1 : Math.ceil(whole) - 1;
  return [
    { seconds: 2 * seconds(tier.window), bad: 0 },
    { seconds: slices * step, bad: 1 },
    ...(now > 1 ? [] : [{ seconds: seconds(shortWindow(tier)) + step, bad: 0 }]),
  ];
}

/** So many seconds of total failure, spread over a multiple of the step. */
const outage = (failing: number, step: number): Phase => {
  const length = Math.ceil(failing / step) * step;
  return { seconds: length, bad: failing / length };
};

const stepOf = ({ window }: Tier): number => (isSlow(window) ? SLOW_STEP : FINE.step);

function limitsOfTier(workload: Workload, objective: Objective, tier: Tier): readonly SloTest[] {
  const { kind } = tierCondition(workload, objective, tier);
  const { minimumBad } = objective;
  const look = (what: string, burn: Burn, see: typeof fires): SloTest => {
    const phases = (objective.sli.kind === 'time' ? burntSlices : burnt)(objective, tier, burn);
    return moment(workload, objective, `tier ${tier.window} ${what}`, stepOf(tier), phases, (at) => [
      see(workload, objective, kind, at, tier),
    ]);
  };
  return [
    look('fires just above its limits', { share: 1.06, now: 1.08 }, fires),
    look('is quiet just below its share of the budget', { share: 0.94, now: 1.08 }, quiet),
    look('is quiet where the short window is just below its threshold', { share: 1.06, now: 0.92 }, quiet),
    ...shorterWindow(workload, objective, tier),
    ...(minimumBad > 0
      ? [
          look('counts enough bad events', { share: 1.06, now: 1.08, events: minimumBad * 1.1 }, fires),
          look('counts too few bad events', { share: 1.06, now: 1.08, events: minimumBad * 0.9 }, quiet),
        ]
      : []),
  ];
}

/** How far from the threshold of the short window is still near. */
const NEAR = 1.2;

/**
 * A young service's share of the budget is gone, and the short window is on either side of its threshold. Slices are few:
 * in a short window a share that near is met only while some of them are unknown, and where it never is, nothing can tell.
 */
function shareOfSlices(workload: Workload, objective: Objective, tier: Tier): readonly SloTest[] {
  const { kind } = tierCondition(workload, objective, tier);
  const threshold = tierThreshold(objective, tier);
  const slices = seconds(shortWindow(tier)) / FINE.step;
  const burn = Math.ceil((1.5 * failingFor(objective, tier.share)) / FINE.step) * FINE.step;
  const look = (what: string, see: typeof fires, share: Slices | undefined): readonly SloTest[] =>
    share === undefined
      ? []
      : [
          moment(
            workload,
            objective,
            `tier ${tier.window} ${what} of its short window's known slices`,
            FINE.step,
            [burning(burn, 1), ...known(share, slices)],
            (at) => [see(workload, objective, kind, at, tier)],
          ),
        ];
  return [
    ...look('is quiet at too small a share', quiet, shareWithin(threshold / NEAR, threshold, slices)),
    ...look('fires at a share', fires, shareWithin(threshold, threshold * NEAR, slices)),
  ];
}

/** So many bad slices of so many known ones. */
interface Slices {
  readonly bad: number;
  readonly of: number;
}

/** A share between the two, exclusive, of as many slices as can be; undefined if there is none. */
function shareWithin(least: number, most: number, slices: number): Slices | undefined {
  for (let of = slices; of > 0; of -= 1) {
    const bad = Math.floor(least * of) + 1;
    if (bad < most * of) return { bad, of };
  }
  return undefined;
}

/** A window with such a share, and nothing known of the rest of it. */
const known = ({ bad, of }: Slices, slices: number): readonly Phase[] =>
  [
    { seconds: (slices - of) * FINE.step, bad: 0, fault: 'gone' as const },
    burning(bad * FINE.step, 1),
    healthy((of - bad) * FINE.step),
  ].filter(({ seconds }) => seconds > 0);

/** One group has lost the share and does not burn any more, another burns and has not lost it yet. */
function twoGroups(workload: Workload, objective: Objective, tier: Tier): SloTest {
  const lost = burntSlices(objective, tier, { share: 1.06, now: 0 });
  const burns = burntSlices(objective, tier, { share: 0.94, now: 2 });
  const step = stepOf(tier);
  const { kind } = tierCondition(workload, objective, tier);
  const what = `tier ${tier.window} takes no group for another`;
  const first = moment(workload, objective, what, step, lost, (at) => [quiet(workload, objective, kind, at, tier)]);
  const { example } = objective.sli;
  const labels = Object.fromEntries(Object.keys(example.labels).map((label) => [label, 'another']));
  const other = { ...objective, sli: { ...objective.sli, example: { ...example, labels } } };
  const before: Phase = { seconds: lengthOf(lost) - lengthOf(burns), bad: 0 };
  return {
    ...first,
    inputs: [
      ...first.inputs,
      ...recorded(workload, other, [before, ...burns], { step, times: 1, isMeasured: step < SLOW_STEP }),
    ],
  };
}

/** An hour with little traffic that fails is much of that hour, and little of the day. */
function shorterWindow(workload: Workload, objective: Objective, tier: Tier): readonly SloTest[] {
  const before = objective.tiers[objective.tiers.indexOf(tier) - 1];
  if (objective.sli.kind === 'time' || !before) return [];
  const phases: readonly Phase[] = [
    { seconds: 2 * seconds(tier.window), bad: 0, perSecond: 10_000 },
    { seconds: seconds(before.window), bad: 1, perSecond: 10_000 * tierThreshold(objective, tier) * tier.share },
  ];
  const { kind } = tierCondition(workload, objective, tier);
  const what = `tier ${tier.window} is not told by the window of ${before.window}`;
  return [
    moment(workload, objective, what, stepOf(tier), phases, (at) => [quiet(workload, objective, kind, at, tier)]),
  ];
}

/** A budget just below and just above each of its limits, a day after what spent it. */
function limitsOfBudget(workload: Workload, objective: Objective): readonly SloTest[] {
  const { atRisk, deferring } = objective.policy;
  return [atRisk, deferring.share, 1].flatMap((limit) =>
    [0.96, 1.04].map((side) => {
      const spent = side * limit;
      const failing = outage(failingFor(objective, spent), SLOW_STEP);
      const phases: readonly Phase[] = [
        { seconds: DAY, bad: 0 },
        // Of time slices, as many as come nearest.
        objective.sli.kind === 'time' ? { ...failing, bad: 1 } : failing,
        { seconds: DAY + 2 * SLOW_STEP, bad: 0 },
      ];
      const see = (kind: AlertKind, at: number, fired: boolean): Check =>
        (fired ? fires : quiet)(workload, objective, kind, at);
      const level = spent > 1 ? 3 : spent > deferring.share ? 2 : spent > atRisk ? 1 : 0;
      const name = `what is known of a budget of which ${Math.round(spent * 100)} % are spent`;
      return moment(workload, objective, name, SLOW_STEP, phases, (at) => [
        value(workload, objective, SERIES.state, level, at),
        see('atRisk', at, spent > atRisk),
        see('exhausted', at, spent > 1),
      ]);
    }),
  );
}

/** Twenty minutes after its first data, half of which were bad, a service has lost of its budget what they are. */
function youngMoment(workload: Workload, objective: Objective): SloTest {
  const lived = 1200;
  const isTime = objective.sli.kind === 'time';
  const phases: readonly Phase[] = [
    // When it began is looked at every five minutes: the first sample is at ten.
    { seconds: 600 - FINE.step, bad: 0, fault: 'gone' },
    { seconds: lived / 2, bad: isTime ? 1 : 0.5 },
    { seconds: lived / 2 + FINE.step, bad: isTime ? 0 : 0.5 },
  ];
  const spent = lived / 2 / failingFor(objective, 1);
  return moment(workload, objective, 'what a young service has lived and lost', FINE.step, phases, (at) => [
    ...ageWindows(objective).map((window) =>
      value(workload, objective, SERIES.age, lived / seconds(window), at, { [WINDOW]: window }),
    ),
    ...burntWindows(objective).map((window) =>
      value(workload, objective, SERIES.burnt, spent, at, { [WINDOW]: window }),
    ),
    ...objective.periods.slice(1).map((period) =>
      value(workload, objective, SERIES.reportedBurn, (spent * seconds(periodOf(objective))) / seconds(period), at, {
        [WINDOW]: period,
      }),
    ),
  ]);
}

/** When an objective began is read while it may be late, and no longer. */
function agesMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  const at = 3600;
  const look = (what: string, values: string, checks: readonly Check[]): SloTest => ({
    name: `${objective.id}: ${what}`,
    pace: { evaluation: `${at}s`, step: FINE.step },
    inputs: [own(workload, objective, SERIES.firstSeen, values)],
    checks,
  });
  const samples = at / FINE.step;
  return [
    look(
      // A backfill has moved it.
      'the age is what was said last of its beginning, seven minutes ago',
      `_x${samples - 15} 3000 1800`,
      ageWindows(objective).map((window) =>
        value(workload, objective, SERIES.age, 1800 / seconds(window), at, { [WINDOW]: window }),
      ),
    ),
    look('of a beginning that was said twelve minutes ago, no age is known', `_x${samples - 24} 1800`, [
      absent(workload, objective, SERIES.age, at),
    ]),
  ];
}

/** Nothing was ever asked: nothing is divided by nothing, in no window. */
function idleMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  if (objective.sli.kind !== 'events') return [];
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

/** Without another objective beside it. */
const alone = (test: SloTest): SloTest => ({
  ...test,
  inputs: test.inputs.filter(({ series }) => !series.includes('sloth_id="another"')),
});

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
        ...targets(workload, up, samples + 2),
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

const DAY = 86_400;
/** Seconds between samples where all is computed from the pair. */
const SLOW_STEP = 300;

/** Each of the members in turn is the worst, in all that is said of them. */
export const compositeMoments = (workload: Workload, composite: Composite): readonly SloTest[] =>
  composite.of.map((worst) => compositeMoment(workload, composite, worst));

function compositeMoment(workload: Workload, composite: Composite, worst: Objective): SloTest {
  const at = FINE.step;
  const stated = (member: Objective, series: string, number: number, more: Readonly<Record<string, string>> = {}) => ({
    series: `${series}${labelText({ ...identity(workload, member), ...member.sli.example.labels, ...more })}`,
    values: `${number}x1`,
  });
  const of = (member: Objective, burn: number, spent: number, lately: number): readonly Input[] => [
    stated(member, SERIES.currentBurn, burn),
    stated(member, SERIES.periodBurn, spent),
    stated(member, SERIES.spent, lately, { [WINDOW]: PACE }),
  ];
  return {
    name: `${composite.id}: the composite is as bad as ${worst.id} where that is its worst member`,
    pace: { evaluation: `${at}s`, step: FINE.step },
    inputs: [
      ...composite.of.flatMap((member) => (member === worst ? of(member, 6, 0.6, 0.2) : of(member, 2, 0.1, 0.09))),
      ...stranger(workload, composite, 1),
    ],
    checks: [
      value(workload, composite, SERIES.currentBurn, 6, at),
      value(workload, composite, SERIES.periodBurn, 0.6, at),
      value(workload, composite, SERIES.remaining, 0.4, at),
      // At risk, and at the pace of the last day spent in two days; the others last for ten.
      value(workload, composite, SERIES.state, 1, at),
      value(workload, composite, SERIES.daysLeft, 2, at),
      value(workload, composite, SERIES.info, 1, at, {
        sloth_mode: 'probecard',
        sloth_spec: 'composite',
        sloth_objective: 'worst',
      }),
    ],
  };
}
