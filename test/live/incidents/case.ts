import type { Incident } from '../../../simulator/incidents';
import type { Severity } from '../../../signals';

/** An alert that an incident must raise, and how soon. */
export interface Expectation {
  readonly alert: string;
  readonly severity: Severity;
  /** In minutes from the beginning of the incident. */
  readonly within: number;
  /** What the limit is made of. */
  readonly because: string;
}

/** An incident, and what must come of it; all times in minutes. */
export interface Case {
  readonly incident: Incident;
  /** Whose rules judge it; what it leaves as it was is proven by the healthy day. */
  readonly workloads: readonly string[];
  readonly lasts: number;
  /** Of what is no incident, nothing: then nothing at all may fire. */
  readonly expected: readonly Expectation[];
  /** How long after its end the expected alerts are over at the latest. */
  readonly resolves: number;
  /** How much must have been scraped before it, for windows of that length. Default: {@link USUAL_PAST}. */
  readonly past?: number;
  /** How much of that must have been recorded, if only every five minutes, for rules that look back for hours. Default: nothing. */
  readonly recorded?: number;
  /** How much of that must have been judged, for rules that read what other rules recorded. Default: {@link USUAL_JUDGED}. */
  readonly judged?: number;
}

/** For objectives: to them, a workload that they have not seen for an hour is young. */
export const KNOWN = { past: 130, judged: 70 } as const;

/** More than the hour that most windows have at most. */
export const USUAL_PAST = 75;
export const USUAL_JUDGED = 15;

export const critical = (alert: string, within: number, because: string): Expectation => ({
  alert,
  severity: 'critical',
  within,
  because,
});
export const warning = (alert: string, within: number, because: string): Expectation => ({
  alert,
  severity: 'warning',
  within,
  because,
});
