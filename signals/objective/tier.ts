import { milliseconds, type Duration } from '../../promql';
import type { Severity } from '../severity';

/**
 * One burn-rate alert: it fires when `share` of the whole period's budget went within `window`, and is still going.
 * What it comes to for a period follows from these two: see {@link factor} and {@link shortWindow}.
 */
export interface Tier {
  /** Of the period's error budget: 0.02 is two percent. */
  readonly share: number;
  /** The long window; also the tier's name. */
  readonly window: Duration;
  readonly severity: Exclude<Severity, 'info'>;
}

/** Google SRE workbook, chapter 5 "Alerting on SLOs", method 6: for 30 days, burn rates of 14.4, 6, 3 and 1. */
export const WORKBOOK_TIERS: readonly Tier[] = [
  { share: 0.02, window: '1h', severity: 'critical' },
  { share: 0.05, window: '6h', severity: 'critical' },
  { share: 0.1, window: '1d', severity: 'warning' },
  { share: 0.1, window: '3d', severity: 'warning' },
];

/** The same tiers, none of which pages. */
export const warningsOnly = (tiers: readonly Tier[]): readonly Tier[] =>
  tiers.map((tier) => ({ ...tier, severity: 'warning' }));

/** How many times faster than "just used up at the period's end" the budget goes: share × period ÷ window (ibid.). */
export const factor = ({ share, window }: Pick<Tier, 'share' | 'window'>, period: Duration): number =>
  (share * milliseconds(period)) / milliseconds(window);

/** The alert ends soon after the errors do: one twelfth of the long window must burn as fast (ibid.). */
const SHORT_SHARE = 12;

const WHOLE: readonly (readonly ['d' | 'h' | 'm' | 's', number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/** 5m, 30m, 2h and 6h for the workbook's tiers. */
export const shortWindow = ({ window }: Pick<Tier, 'window'>): Duration => spelt(milliseconds(window) / SHORT_SHARE);

/** The one spelling of a length by which series and labels are named, which is Sloth's: `24h` is `1d`. */
export const windowName = (window: Duration): Duration => spelt(milliseconds(window));

function spelt(length: number): Duration {
  const [unit, size] = WHOLE.find(([, candidate]) => Number.isInteger(length / candidate)) ?? ['s', 1_000];
  return `${Math.round(length / size)}${unit}`;
}
