import { uniform, type Key } from './random';
import type { Steps } from './steps';
import { DAY, HOUR, MINUTE, type Time } from './time';

/**
 * Events a second as a function of time whose integral is known, so that a counter has its exact value at any moment, in whatever
 * order moments are asked for.
 */
export interface Load {
  readonly rate: (t: Time) => number;
  /** Events since the epoch. */
  readonly total: (t: Time) => number;
}

interface Wave {
  /** As a part of the mean. */
  readonly swing: number;
  readonly period: number;
  /** When it is at its highest. */
  readonly peak: Time;
}

/** The same at any time. */
export const steady = (perSecond: number): Load => waves(perSecond, []);

/** A third more by day than on average and a third less by night, with a little unrest. @param key tells its unrest from others' */
export function diurnal(perSecond: number, ...key: Key): Load {
  const unrest = [7 * MINUTE, 41 * MINUTE].map((period) => ({
    swing: 0.03,
    period,
    peak: period * uniform(...key, period),
  }));
  return waves(perSecond, [{ swing: DAILY_SWING, period: DAY, peak: BUSIEST }, ...unrest]);
}

export const DAILY_SWING = 0.3;
/** The test floor's afternoon. */
export const BUSIEST = 14 * HOUR;

function waves(mean: number, parts: readonly Wave[]): Load {
  const angle = ({ period, peak }: Wave, t: Time): number => (2 * Math.PI * (t - peak)) / period;
  return {
    rate: (t) => mean * parts.reduce((sum, wave) => sum + wave.swing * Math.cos(angle(wave, t)), 1),
    total: (t) =>
      mean *
      parts.reduce((sum, wave) => sum + (wave.swing * wave.period * Math.sin(angle(wave, t))) / (2 * Math.PI), t),
  };
}

/** The same at any time but for a pause at the end of each period. @param start of one of the periods */
export function interrupted(
  perSecond: number,
  { period, pause, start }: { readonly period: number; readonly pause: number; readonly start: Time },
): Load {
  const active = period - pause;
  const into = (t: Time): number => (((t - start) % period) + period) % period;
  return {
    rate: (t) => (into(t) < active ? perSecond : 0),
    total: (t) => perSecond * (Math.floor((t - start) / period) * active + Math.min(into(t), active)),
  };
}

/** How many events there have been since a moment, of a load that is multiplied by a factor. */
export function counted(load: Load, factor: Steps, since: Time): (t: Time) => number {
  const moments = [since, ...factor.changes.filter((change) => change > since)];
  // Between two changes the factor is what it is right after the first.
  const pieces = moments.map((from) => ({ from, share: factor.at(from), start: load.total(from) }));
  const before = pieces.reduce<readonly number[]>((sums, { share, start }, i) => {
    const end = pieces[i + 1]?.start ?? start;
    return [...sums, (sums.at(-1) ?? 0) + share * (end - start)];
  }, []);
  return (t) => {
    const i = pieces.findLastIndex(({ from }) => from <= t);
    const piece = pieces[i];
    return piece ? (before[i - 1] ?? 0) + piece.share * (load.total(t) - piece.start) : 0;
  };
}

/** What a process counts that begins anew, at zero, at each of these times. */
export function restarting(starts: readonly Time[], count: (since: Time) => (t: Time) => number): (t: Time) => number {
  const lives = starts.map((since) => ({ since, count: count(since) }));
  return (t) => lives.findLast(({ since }) => since <= t)?.count(t) ?? 0;
}
