import type { Objective, Workload } from '../../../signals';
import { tierCondition, tierThreshold } from '../conditions';
import { fires, history, quiet, type SloTest } from './check';
import { burning, healthy, lengthOf, type Phase } from './phases';
import { down, FINE, planOf, up, type TierPlan } from './plan';

/** The tests of each tier, on both sides of its threshold and of its windows. */
export const tierTests = (workload: Workload, objective: Objective): readonly SloTest[] =>
  objective.tiers.flatMap((tier) => {
    const plan = planOf(objective, tier);
    return [
      youngService(workload, objective, plan),
      nineTenths(workload, objective, plan),
      firesAndRecovers(workload, objective, plan),
      ...(objective.sli.kind === 'time' ? shareOfSlices(workload, objective, plan) : []),
    ];
  });

const kindOf = (workload: Workload, objective: Objective, { tier }: TierPlan) =>
  tierCondition(workload, objective, tier).kind;

const BEFORE = 0.93;

/** Without any past, a service has the same budget to lose as with one. */
function youngService(workload: Workload, objective: Objective, plan: TierPlan): SloTest {
  const { tier, pace, bad, until, slack } = plan;
  const kind = kindOf(workload, objective, plan);
  // How old it is, is looked at every five minutes.
  const fired = up(until + slack + 300, pace);
  return history(
    objective,
    `${objective.id}: tier ${tier.window} of a young service fires when its share is burnt and not before`,
    pace,
    [burning(up(fired, pace), bad)],
    [
      quiet(workload, objective, kind, down(until * BEFORE, pace), tier),
      fires(workload, objective, kind, up(fired, pace), tier),
    ],
  );
}

function nineTenths(workload: Workload, objective: Objective, plan: TierPlan): SloTest {
  const { tier, pace, bad, until } = plan;
  const kind = kindOf(workload, objective, plan);
  const lead = up(600, pace);
  const burn = down(until * 0.9, pace);
  const after = up(1800, pace);
  return history(
    objective,
    `${objective.id}: tier ${tier.window} stays quiet at nine tenths of its threshold`,
    pace,
    [healthy(lead), burning(burn, bad), healthy(after)],
    [0, after / 6, after / 3, after].map((later) =>
      quiet(workload, objective, kind, lead + burn + up(later, pace), tier),
    ),
  );
}

/**
 * The short window ends the alert soon after the errors have become slow enough, long before the long window has forgotten
 * them. Time slices are good or bad, and not slow.
 */
function firesAndRecovers(workload: Workload, objective: Objective, plan: TierPlan): SloTest {
  const { tier, pace, long, short, bad, until, slack } = plan;
  const kind = kindOf(workload, objective, plan);
  const burn = up(Math.max(until * 1.5, until + slack), pace);
  const stop = long + burn;
  const over = up(short + 360, pace);
  const threshold = tierThreshold(objective, tier);
  const isTime = objective.sli.kind === 'time';
  const after = isTime ? [healthy(over)] : [burning(over, 1.1 * threshold), burning(over, 0.9 * threshold)];
  return history(
    objective,
    `${objective.id}: tier ${tier.window} fires within its detection time and ends after its short window`,
    pace,
    [healthy(long), burning(burn, bad), ...after],
    [
      quiet(workload, objective, kind, long + down(until * BEFORE, pace), tier),
      fires(workload, objective, kind, long + up(until + slack, pace), tier),
      fires(workload, objective, kind, stop + down(short * 0.3, pace), tier),
      ...(isTime ? [] : [fires(workload, objective, kind, stop + over, tier)]),
      quiet(workload, objective, kind, stop + lengthOf(after), tier),
    ],
  );
}

/** How far from the threshold of the short window is still near. */
const NEAR = 1.2;

/**
 * The budget's share is gone, and the short window is on either side of its threshold. Slices are few: in a short window
 * a share that near is met only while some of them are unknown, and where it never is, nothing can tell.
 */
function shareOfSlices(workload: Workload, objective: Objective, plan: TierPlan): readonly SloTest[] {
  const { tier, short, until } = plan;
  const kind = kindOf(workload, objective, plan);
  const threshold = tierThreshold(objective, tier);
  const slices = short / FINE.step;
  const below = shareWithin(threshold / NEAR, threshold, slices);
  const above = shareWithin(threshold, threshold * NEAR, slices);
  if (!below || !above) return [];
  const burn = up(until * 1.5, FINE);
  return [
    history(
      objective,
      `${objective.id}: tier ${tier.window} looks at the share of its short window's known slices`,
      FINE,
      [burning(burn, 1), ...known(below, slices), ...known(above, slices)],
      [quiet(workload, objective, kind, burn + short, tier), fires(workload, objective, kind, burn + 2 * short, tier)],
    ),
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
