import { milliseconds, printNumber, ratio, spoken, type Duration } from '../../promql';
import { errorBudget, quantityText, SERIES, type Objective, type Tier } from '../../signals';
import { periodOf } from './windows';

/** What an alert says: in its summary after the objective's name, and in its description after the promise. */
export interface AlertText {
  readonly what: string;
  readonly details: string;
}

/** `99.9 % of predictions answered over 30 days`. */
export const promiseText = (objective: Objective): string =>
  `${printNumber(objective.percent)} % ${objective.promise} over ${spoken(periodOf(objective))}`;

/** `43.2 min` of a month for 99.9 %: what the budget is as time, were everything bad. */
export function budgetAsTime(objective: Objective): string {
  const minutes = (errorBudget(objective) * milliseconds(periodOf(objective))) / 60_000;
  const hours = minutes / 60;
  return hours >= 2
    ? `${printNumber(Number(hours.toPrecision(3)))} h`
    : `${printNumber(Number(minutes.toPrecision(3)))} min`;
}

/** When a budget that goes as fast as the tier's threshold is gone. */
function goneIn({ share, window }: Tier): string {
  const hours = milliseconds(window) / share / 3_600_000;
  const rounded = (value: number): string => printNumber(Number(value.toPrecision(2)));
  return hours >= 48 ? `${rounded(hours / 24)} days` : `${rounded(hours)} hours`;
}

const share = (value: number): string => quantityText(ratio(value));
const lastly = (window: Duration): string => `the last ${spoken(window).replace(/^1 /, '')}`;

/** The burn rate of the alert's own group now, in a sentence; nothing where there is none. */
function burnNow({ sli }: Objective, slothId: string): string {
  const matchers = [`sloth_id='${slothId}'`, ...sli.labels.map((label) => `${label}=%q`)].join(',');
  const values = sli.labels.map((label) => ` $labels.${label}`).join('');
  const query = `printf "${SERIES.currentBurn}{${matchers}}"${values} | query`;
  return `{{ with ${query} }} Errors come {{ . | first | value | printf "%.1f" }} times as fast now as the budget allows.{{ end }}`;
}

export function tierText(objective: Objective, tier: Tier, slothId: string): AlertText {
  const period = spoken(periodOf(objective));
  return {
    what: `{{ $value | humanizePercentage }} of the error budget of ${period} went within ${lastly(tier.window)}`,
    details: `The share is that at even traffic, and the alert begins at ${share(tier.share)}.${burnNow(objective, slothId)} At the pace at which the alert begins, the budget is gone within ${goneIn(tier)}. ${objective.impact}`,
  };
}

export function atRiskText(objective: Objective): AlertText {
  const period = spoken(periodOf(objective));
  return {
    what: `{{ $value | humanizePercentage }} of the error budget of ${period} is spent`,
    details: `The alert begins at ${share(objective.policy.atRisk)} of the budget; with all of it spent the promise is broken.`,
  };
}

export function exhaustedText(objective: Objective): AlertText {
  return {
    what: `the error budget of ${spoken(periodOf(objective))} is spent ({{ $value | humanizePercentage }} of it)`,
    details: `The promise is broken until old errors leave the period.`,
  };
}

export function noDataText(): AlertText {
  return {
    what: 'its indicator has no data although its targets are up',
    details: `The objective is blind: a metric or label may have been renamed, or nothing has been asked of the service since it started. While its targets are up, what is missing is not counted at all.`,
  };
}
