import { Series, type Duration, type Unit } from '../../promql';
import type { Workload } from '../workload';
import type { Composite } from './composite';
import type { Objective } from './objective';

/** An objective, or a composite of some. */
export type Slo = Objective | Composite;

/** By what the series of one objective are told from those of all others. Those that begin with `sloth_` are Sloth's. */
export const IDENTITY = ['sloth_id', 'sloth_service', 'sloth_slo', 'team', 'workload'] as const;
export type Identity = Readonly<Record<(typeof IDENTITY)[number], string>>;

export const slothId = (workload: Pick<Workload, 'name'>, { id }: Pick<Slo, 'id'>): string => `${workload.name}-${id}`;

export const identity = (workload: Workload, slo: Slo): Identity => ({
  sloth_id: slothId(workload, slo),
  sloth_service: workload.name,
  sloth_slo: slo.id,
  team: ownerOf(workload, slo).name,
  workload: workload.name,
});

export const ownerOf = (workload: Workload, slo: Slo) =>
  (slo.kind === 'objective' ? slo.owner : undefined) ?? workload.team;

/**
 * The identity of series that are read over days: without the owner, since two owners within a window would be two
 * series of one objective, and every rule over it would fail.
 */
export const lasting = ({ team: _team, ...rest }: Identity): Omit<Identity, 'team'> => rest;

/** The window that a series is about, for names that several windows share. */
export const WINDOW = 'sloth_window';

/**
 * Every series that the rules of an objective write. Names and meanings up to `info` are Sloth's (0.16), so that
 * dashboards made for it work; the others are ours.
 */
export const SERIES = {
  /** The share of bad events over a window. */
  errorRatio: (window: Duration): string => `slo:sli_error:ratio_rate${window}`,
  objective: 'slo:objective:ratio',
  budget: 'slo:error_budget:ratio',
  periodDays: 'slo:time_period:days',
  /** How many times faster than the budget lasts errors come: over 5 minutes, and over the alerting period. */
  currentBurn: 'slo:current_burn_rate:ratio',
  periodBurn: 'slo:period_burn_rate:ratio',
  remaining: 'slo:period_error_budget_remaining:ratio',
  info: 'sloth_slo_info',

  /** The pair: events per second over 5 minutes, or for time slices whether now is bad, and 1. */
  all: 'slo:sli_total_events:rate5m',
  bad: 'slo:sli_bad_events:rate5m',
  /** Events that there should have been, where no target answers and that is bad; no series at any other time. */
  missing: 'slo:sli_missing_events:rate5m',
  /** When the indicator had data first, within the alerting period, in Unix seconds. */
  firstSeen: 'slo:sli_first_seen:timestamp',
  /** The share of `sloth_window` that has passed since then, 1 for all but the young. */
  age: 'slo:sli_age:ratio',
  /** Events in all of the alerting period, over the interval of the pair: what shares of its budget are shares of. */
  periodEvents: 'slo:period_events:sum',
  /** The share of the alerting period's budget that goes at even traffic with the errors of `sloth_window`. */
  burnt: 'slo:window_budget_burnt:ratio',
  /** The share of the alerting period's budget that its bad events of `sloth_window` are. */
  spent: 'slo:period_budget_spent:ratio',
  /** Of the periods that do not alert, by `sloth_window`. */
  reportedBurn: 'slo:reported_burn_rate:ratio',
  reportedRemaining: 'slo:reported_error_budget_remaining:ratio',
  /** 0 healthy, 1 at risk, 2 deferring, 3 exhausted. */
  state: 'slo:error_budget_state:level',
  /** Days until the budget is exhausted at the pace of the last day; the period's length if that is further off. */
  daysLeft: 'slo:error_budget_left:days',
} as const;

/** A series of one objective, with its matcher. */
export const sloSeries = (workload: Workload, slo: Slo, name: string, unit: Unit, window?: Duration) => {
  const labels = slo.kind === 'objective' ? slo.sli.labels : [];
  const own = IDENTITY.filter((label) => label !== 'team' || !isLasting(name));
  const all = [...labels, ...own, ...(hasWindow(name) ? [WINDOW] : [])];
  return new Series<string, Unit>(name, all, unit).where({
    sloth_id: slothId(workload, slo),
    ...(window !== undefined && !isRatio(name) && { [WINDOW]: window }),
  });
};

const isRatio = (name: string): boolean => name.startsWith('slo:sli_error:ratio_rate');
const hasWindow = (name: string): boolean =>
  isRatio(name) ||
  ([SERIES.age, SERIES.burnt, SERIES.spent, SERIES.reportedBurn, SERIES.reportedRemaining] as string[]).includes(name);

/** Whether a series is read over days, and so does without its owner. */
export const isLasting = (name: string): boolean =>
  ([SERIES.all, SERIES.bad, SERIES.missing, SERIES.firstSeen, SERIES.periodEvents] as string[]).includes(name);

/** `YieldPredictorAvailability`, of the workload yield-predictor and the objective availability. */
export const pascal = (...words: readonly string[]): string =>
  words
    .flatMap((word) => word.split('-'))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** What an objective's alerts are about; each is one alert name. */
export const ALERT_KINDS = {
  /** Critical tiers: the budget goes so fast that somebody has to look now. */
  burnsFast: 'BurnsBudgetFast',
  /** Tiers that warn. */
  burns: 'BurnsBudget',
  atRisk: 'BudgetAtRisk',
  exhausted: 'BudgetExhausted',
  noData: 'DataMissing',
} as const;
export type AlertKind = keyof typeof ALERT_KINDS;

export const alertName = (workload: Pick<Workload, 'name'>, { id }: Pick<Slo, 'id'>, kind: AlertKind): string =>
  `${pascal(workload.name, id)}${ALERT_KINDS[kind]}`;

/** The page about all alerts of an objective. */
export const runbookName = (workload: Pick<Workload, 'name'>, { id }: Pick<Slo, 'id'>): string =>
  `${pascal(workload.name, id)}Objective`;

/** The dashboard of one objective, which it takes as the variable `sloth_id`. */
export const ERROR_BUDGET_DASHBOARD = 'slo-error-budget';
