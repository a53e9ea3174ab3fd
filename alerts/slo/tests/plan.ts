import { milliseconds, type Duration } from '../../../promql';
import { errorBudget, shortWindow, type Objective, type Tier } from '../../../signals';
import { isFromThePair, isSlow, periodOf } from '../windows';

/** Seconds between evaluations, and between samples, of a test. Rules of a day and more are evaluated as in production. */
export interface Pace {
  readonly evaluation: Duration;
  readonly step: number;
}
export const FINE: Pace = { evaluation: '30s', step: 30 };
export const COARSE: Pace = { evaluation: '5m', step: 60 };

export const gridOf = ({ evaluation }: Pace): number => milliseconds(evaluation) / 1000;

/** What a tier promises, from its two numbers alone: how long an outage of a given size takes to be told. */
export interface TierPlan {
  readonly tier: Tier;
  readonly pace: Pace;
  /** Seconds. */
  readonly long: number;
  readonly short: number;
  /** The share of events that is bad while it burns. */
  readonly bad: number;
  /** Seconds of burning until the tier's share of the budget is gone; it fires then, and not before. */
  readonly until: number;
  /** Seconds that rules may take to notice. */
  readonly slack: number;
}

/** Ten times the tier's threshold, or half way to everything. */
const badShare = (objective: Objective, threshold: number): number =>
  objective.sli.kind === 'time' ? 1 : Math.min(10 * threshold, (1 + threshold) / 2);

export function planOf(objective: Objective, tier: Tier): TierPlan {
  const pace = isSlow(tier.window) ? COARSE : FINE;
  const long = milliseconds(tier.window) / 1000;
  // From the two numbers of the tier: the rules must not be what their tests are made from.
  const threshold = failingFor(objective, tier.share) / long;
  const bad = badShare(objective, threshold);
  const spent = failingFor(objective, tier.share) / bad;
  // Bad minutes are few enough for the low-traffic guard to decide.
  const evident = objective.sli.kind === 'time' ? objective.minimumBad * 60 : 0;
  return {
    tier,
    pace,
    long,
    short: milliseconds(shortWindow(tier)) / 1000,
    bad,
    until: Math.max(spent, evident),
    slack: pace === COARSE ? 300 : isFromThePair(tier.window) ? 240 : 90,
  };
}

/** Up, and down, to the test's evaluations. */
export const up = (seconds: number, pace: Pace): number => Math.ceil(seconds / gridOf(pace)) * gridOf(pace);
export const down = (seconds: number, pace: Pace): number => Math.floor(seconds / gridOf(pace)) * gridOf(pace);

/** Seconds of total failure that use up this share of the budget. */
export const failingFor = (objective: Objective, share: number): number =>
  (errorBudget(objective) * milliseconds(periodOf(objective)) * share) / 1000;
