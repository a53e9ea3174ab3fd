import {
  checkSyntax,
  milliseconds,
  print,
  printNumber,
  type AnyVector,
  type Duration,
  type Quantity,
} from '../../promql';
import { DeclarationError } from '../declaration-error';
import { wrongSteps } from '../runbook-steps';
import type { Signal } from '../signal';
import type { Team } from '../team';
import { BUDGET_POLICY, type BudgetPolicy, type Gate } from './budget-policy';
import { IDENTITY, WINDOW } from './names';
import type { Sli } from './sli';
import { factor, windowName, WORKBOOK_TIERS, type Tier } from './tier';

/** A promise: the share of events, or of time, that is good, over each of its periods. */
export interface Objective {
  readonly kind: 'objective';
  /** Unique in the workload; lower-case with dashes: `availability`. */
  readonly id: string;
  readonly title: string;
  /** What is promised, in words, without the number. */
  readonly promise: string;
  readonly sli: Sli;
  /** The good share that is promised, in percent: 99.9. */
  readonly percent: number;
  /** The first alerts and has the budget; the others are reported beside it. Windows of one length have one spelling. */
  readonly periods: readonly [Duration, ...Duration[]];
  readonly tiers: readonly Tier[];
  readonly policy: BudgetPolicy;
  /** The low-traffic guard: bad events (for time: bad minutes) that a tier's long window must have. */
  readonly minimumBad: number;
  /** What it means that no target answers any more: as many bad events as there were in the hour before, or nothing. */
  readonly missing: 'bad' | 'not counted';
  /** Signals whose threshold alerts tell of the same thing: one of the two is inhibited while the other fires. */
  readonly signals: readonly Signal[];
  readonly impact: string;
  readonly nextSteps: readonly string[];
  /** Whom its alerts go to; the workload's team if it is not said. */
  readonly owner?: Team;
  /** Asks for a deploy gate. */
  readonly gate?: Gate;
}

/** What every constructor of an objective takes beside its indicator. */
export interface Promised {
  readonly id: string;
  readonly title: string;
  readonly promise: string;
  /** `percent(99.9)`, between 0 and 100. */
  readonly objective: Quantity<'percent'>;
  /** Default: 30 days, which alert, and 7 days beside them. */
  readonly periods?: readonly [Duration, ...Duration[]];
  /** Default: the four of the SRE workbook. */
  readonly tiers?: readonly Tier[];
  /** Default: at risk from half of the budget, deferring from 70 % within 7 days. */
  readonly policy?: BudgetPolicy;
  /** Default: 10; for time slices 0. One error in six requests an hour is no reason to wake anybody. */
  readonly minimumBad?: number;
  readonly missing: 'bad' | 'not counted';
  readonly signals?: readonly Signal[];
  readonly impact: string;
  readonly nextSteps: readonly string[];
  readonly owner?: Team;
  readonly gate?: Gate;
}

const MINIMUM_BAD = 10;

/**
 * The promise around an indicator, which is made within so that what it lacks is told with the objective's name.
 * @throws DeclarationError for what could never fire, or never be kept, or never be counted
 */
export function objective(indicator: () => Sli, promised: Promised): Objective {
  const { objective: target, periods = ['30d', '7d'], tiers = WORKBOOK_TIERS, ...rest } = promised;
  return inObjective(promised.id, () =>
    checkObjective({
      ...rest,
      kind: 'objective',
      sli: checkIndicator(indicator()),
      percent: checkTarget(target),
      periods: namedPeriods(periods),
      tiers: tiers.map((tier) => ({ ...tier, window: windowName(tier.window) })),
      policy: namedPolicy(promised.policy ?? BUDGET_POLICY),
      minimumBad: promised.minimumBad ?? MINIMUM_BAD,
      signals: promised.signals ?? [],
    }),
  );
}

function namedPeriods(periods: readonly Duration[]): Objective['periods'] {
  const [first, ...others] = periods.map(windowName);
  return first === undefined ? fail('it has no period') : [first, ...others];
}

const namedPolicy = ({ deferring, ...policy }: BudgetPolicy): BudgetPolicy => ({
  ...policy,
  deferring: { ...deferring, window: windowName(deferring.window) },
});

/** The share of events that may be bad: 0.001 for 99.9 %, without the noise of binary subtraction. */
export const errorBudget = ({ percent }: Pick<Objective, 'percent'>): number => tidy((100 - percent) / 100);
/** The good share that is promised: 0.999. */
export const targetRatio = ({ percent }: Pick<Objective, 'percent'>): number => tidy(percent / 100);

export const tidy = (value: number): number => Number(printNumber(value));

/** Every window that a rule of the objective reads, the short ones of its tiers with them. */
export const longestWindow = ({ tiers, policy }: Pick<Objective, 'tiers' | 'policy'>): Duration =>
  [...tiers.map(({ window }) => window), policy.deferring.window].reduce((longest, window) =>
    milliseconds(window) > milliseconds(longest) ? window : longest,
  );

function checkTarget(target: unknown): number {
  const { value, unit } = Object(target) as { readonly value?: number; readonly unit?: string };
  if (value === undefined || unit !== 'percent') return fail('its target is a percentage, such as percent(99.9)');
  if (value > 0 && value <= 1) {
    fail(`${value} % is hardly a promise: for a share of ${value} write percent(${printNumber(value * 100)})`);
  }
  if (!(value > 0 && value < 100)) {
    fail(
      `${value} % does not lie between 0 and 100: a promise without any budget can only be broken, and one of nothing only kept`,
    );
  }
  return value;
}

function fail(what: string): never {
  throw new DeclarationError(what);
}

/** What is said within of an objective, with its id in front. */
export function inObjective<Made>(id: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DeclarationError(`objective ${id}: ${error.message}`, { cause: error });
  }
}

/** What rules and alerts set themselves: a group's label of that name would be lost, and groups with it. */
const SET_BY_RULES: readonly string[] = [
  ...IDENTITY,
  WINDOW,
  ...['alertname', 'alertstate', 'severity', 'incident', 'tier', 'scope', 'sloth_severity'],
];

/** Synth does not type-check: labels or units that differ would join to nothing, which looks like a promise kept. */
function checkIndicator(sli: Sli): Sli {
  const labels = [...sli.labels].sort().join(', ');
  const taken = sli.labels.find((label) => SET_BY_RULES.includes(label));
  if (taken !== undefined) fail(`it is grouped by '${taken}', a label that its rules set themselves: group by another`);
  const parts: Readonly<Record<string, AnyVector>> =
    sli.kind === 'time'
      ? { 'what is bad': sli.bad }
      : { 'all events': sli.all('5m'), [`the ${sli.counts} events`]: sli.counted('5m') };
  for (const [what, part] of Object.entries({ ...parts, 'what is there': sli.present })) {
    checkSyntax(print(part.expr));
    const own = [...part.labels].sort().join(', ');
    if (own !== labels) fail(`${what} have the labels (${own}), but it is grouped by (${labels})`);
  }
  const [unit, other] = Object.values(parts).map((part) => part.unit);
  if (other !== undefined && other !== unit) fail(`its events are in ${unit ?? ''} and in ${other}: count the same`);
  return sli;
}

const ID = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** What an objective and a composite are called, and say. */
export function checkNamed({ id, ...prose }: Pick<Objective, 'id' | 'title' | 'promise'>): void {
  if (typeof (id as unknown) !== 'string' || !ID.test(id)) {
    fail(`its id '${id}' must be lower-case letters, digits and -`);
  }
  for (const what of ['title', 'promise'] as const) if (!prose[what]) fail(`it has no ${what}`);
}

function checkObjective(made: Objective): Objective {
  const { tiers, periods, minimumBad, missing, policy } = made;
  checkNamed(made);
  const { impact, nextSteps } = made as Partial<Objective>;
  if (!impact) fail('it has no impact');
  const wrong = wrongSteps(nextSteps);
  if (wrong !== undefined) fail(`it ${wrong}`);
  if ((missing as unknown) !== 'bad' && (missing as unknown) !== 'not counted') {
    fail(`what missing data mean is not said (missing is '${missing}'): say 'bad' or 'not counted'`);
  }
  if (!(minimumBad >= 0)) fail(`minimumBad is ${minimumBad}: a number of bad events, 0 or more`);
  checkPeriods(periods);
  checkTiers(made, tiers);
  checkPolicy(policy);
  const longest = longestWindow(made);
  const short = periods.slice(0, 1).find((period) => milliseconds(period) < milliseconds(longest));
  if (short !== undefined) fail(`its period of ${short} is shorter than its longest window of ${longest}`);
  return made;
}

function checkPeriods(periods: readonly Duration[]): void {
  const twice = periods.find((period, i) => periods.indexOf(period) !== i);
  if (twice !== undefined) fail(`it has the period ${twice} twice`);
  const notDays = periods.find((period) => milliseconds(period) % milliseconds('1d') !== 0);
  if (notDays !== undefined) fail(`its period ${notDays} is no whole number of days`);
}

function checkTiers(made: Objective, tiers: readonly Tier[]): void {
  if (tiers.length === 0) fail('it has no tiers: a promise that nobody hears of is a shown signal');
  const windows = tiers.map(({ window }) => window);
  const twice = windows.find((window, i) => windows.indexOf(window) !== i);
  if (twice !== undefined) fail(`it has two tiers of ${twice}`);
  for (const tier of tiers) {
    if (!(tier.share > 0 && tier.share < 1)) {
      fail(`its tier of ${tier.window} has the share ${tier.share}: it must lie between 0 and 1`);
    }
    if (!isWholeHours(tier.window)) fail(`its tier of ${tier.window} is no whole number of hours`);
    const threshold = tidy(factor(tier, made.periods[0]) * errorBudget(made));
    if (threshold >= 1) {
      fail(
        `its tier of ${tier.window} would need ${printNumber(threshold * 100)} % errors and never fire: lower its share (${tier.share}), lengthen its window, or leave it out`,
      );
    }
  }
}

const isWholeHours = (window: Duration): boolean => milliseconds(window) % milliseconds('1h') === 0;

function checkPolicy({ atRisk, deferring }: BudgetPolicy): void {
  for (const [what, share] of [
    ['atRisk', atRisk],
    ['deferring', deferring.share],
  ] as const) {
    if (!(share > 0 && share < 1)) fail(`policy: ${what} is ${share}, but shares of a budget lie between 0 and 1`);
  }
  if (!isWholeHours(deferring.window))
    fail(`policy: deferring looks back ${deferring.window}, no whole number of hours`);
}
