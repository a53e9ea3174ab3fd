import { shortWindow, type Objective, type Tier, type Workload } from '../../../signals';
import { tierCondition, tierThreshold } from '../conditions';
import { isSlow } from '../windows';
import { fires, quiet, type SloTest } from './check';
import { moment, outage, recorded, seconds, SLOW_STEP } from './moment';
import { burning, healthy, lengthOf, REPLICAS, type Phase } from './phases';
import { failingFor, FINE } from './plan';

/** Each tier on either side of each of its limits, one look each. */
export function tierMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  const isTime = objective.sli.kind === 'time';
  return objective.tiers.flatMap((tier) => [
    ...limitsOfTier(workload, objective, tier),
    ...(isTime ? shareOfSlices(workload, objective, tier) : []),
    ...(isTime && objective.sli.labels.length > 0 ? [twoGroups(workload, objective, tier)] : []),
  ]);
}

const stepOf = ({ window }: Tier): number => (isSlow(window) ? SLOW_STEP : FINE.step);

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
