import { constant, milliseconds, Quantity, type Duration, type Unit } from '../../promql';
import {
  errorBudget,
  exporterOf,
  factor,
  SERIES,
  shortWindow,
  sloSeries,
  tidy,
  up,
  type Objective,
  type Scrape,
  type Tier,
  type Workload,
} from '../../signals';
import { asVector, overTime, type AnySlo } from './arithmetic';
import { burntOf } from './burnt';
import { pairOf, presentBy } from './pair';
import { ratioOf } from './ratios';
import type { SloCondition } from './rule';
import { FAST, isSlow, periodOf, SLOW } from './windows';

const at = (value: number): Quantity<Unit> => new Quantity<Unit>(value, 'ratio');

/** The error ratio from which on a tier's short window burns fast enough: factor × budget, 0.0144 for 14.4 and 99.9 %. */
export const tierThreshold = (objective: Objective, tier: Tier): number =>
  tidy(factor(tier, periodOf(objective)) * errorBudget(objective));

/** Labels on which an objective's series are joined, whatever window they are about and whoever owns it. */
const joinedOn = ({ sli }: Objective): readonly string[] => ['sloth_id', ...sli.labels];

/**
 * A tier: its share of the budget went within the long window, the short one still burns as fast, and the bad events
 * are enough to be no accident. The value is the share of the period's budget that went, were traffic even.
 */
export function tierCondition(workload: Workload, objective: Objective, tier: Tier): SloCondition {
  const { minimumBad } = objective;
  const burnt = burntOf(workload, objective, tier.window).compare('>', at(tier.share));
  const still = ratioOf(workload, objective, shortWindow(tier)).compare('>', at(tierThreshold(objective, tier)));
  const burning = asVector(burnt.on(...joinedOn(objective)).and(still));
  const enough = badWithin(workload, objective, tier.window).atLeast(minimumBad);
  return {
    kind: tier.severity === 'critical' ? 'burnsFast' : 'burns',
    tier,
    condition: minimumBad === 0 ? burning : asVector(burning.on(...joinedOn(objective)).and(enough)),
  };
}

/** Bad events within a window: for time slices, bad minutes. */
function badWithin(workload: Workload, objective: Objective, window: Duration): AnySlo {
  const { bad } = pairOf(workload, objective);
  const step = isSlow(window) ? SLOW : FAST;
  const each = milliseconds(step) / (objective.sli.kind === 'events' ? 1_000 : 60_000);
  const sum = isSlow(window) ? overTime('sum_over_time', bad, window, SLOW) : overTime('sum_over_time', bad, window);
  return sum.mul(each).as<Unit>('count');
}

/** The alerts whose windows are read as often as the tier's group is evaluated. */
export const tierConditions = (workload: Workload, objective: Objective, slow: boolean): readonly SloCondition[] =>
  objective.tiers
    .filter(({ window }) => isSlow(window) === slow)
    .map((tier) => tierCondition(workload, objective, tier));

/** A budget moves slowly: one that lies at a limit would come and go with every evaluation. */
const SETTLED = '1h';

/** Of the period's budget, so much is spent that somebody should know, or all of it. The value is the share spent. */
export function budgetConditions(workload: Workload, objective: Objective): readonly SloCondition[] {
  const spent = sloSeries(workload, objective, SERIES.periodBurn, 'ratio');
  return [
    { kind: 'atRisk', condition: spent.compare('>', at(objective.policy.atRisk)), keepFiringFor: SETTLED },
    { kind: 'exhausted', condition: spent.compare('>=', at(1)), keepFiringFor: SETTLED },
  ];
}

/** Within this time, a group that is gone is missed; later it is taken for retired. */
const MISSED_WITHIN = '1d';

/**
 * The indicator has no data although targets of the workload are up: a metric renamed, a label gone. One alert for each
 * group that was there within a day, and one for all where there is none and was none.
 */
export function noDataConditions(workload: Workload, objective: Objective): readonly SloCondition[] {
  const { labels } = objective.sli;
  const known = overTime('last_over_time', pairOf(workload, objective).all, MISSED_WITHIN);
  const present = presentBy(objective);
  const nothing = asVector(constant(at(1)).on().unless(present));
  const { scrape } = exporterOf(workload, objective.sli.present);
  if (labels.length === 0) return [noData(scrape, nothing, 'all')];
  const gone = asVector(known.sumBy(...labels).unless(present));
  const neverThere = asVector(nothing.on().unless(known));
  return [noData(scrape, gone, 'group'), noData(scrape, neverThere, 'all')];
}

const noData = ({ job, namespace }: Scrape, missing: AnySlo, scope: 'group' | 'all'): SloCondition => {
  const targetsUp = up.where({ job, namespace }).sumBy().positive();
  return { kind: 'noData', scope, condition: asVector(missing.on().and(targetsUp)), for: '30m' };
};
