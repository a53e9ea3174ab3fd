import type { Objective, Workload } from '../../../signals';
import { tierCondition, tierThreshold } from '../conditions';
import { fires, history, quiet, type SloTest } from './check';
import { burning, healthy, lengthOf } from './phases';
import { down, planOf, up, type TierPlan } from './plan';

/** The tests of each tier, on both sides of its threshold and of its windows. */
export const tierTests = (workload: Workload, objective: Objective): readonly SloTest[] =>
  objective.tiers.flatMap((tier) => {
    const plan = planOf(objective, tier);
    return [
      youngService(workload, objective, plan),
      nineTenths(workload, objective, plan),
      firesAndRecovers(workload, objective, plan),
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
