/** Simulated time, in seconds since the epoch. */
export type Time = number;

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** From one moment until just before another. */
export interface Span {
  readonly from: Time;
  readonly to: Time;
}

export const within = (spans: readonly Span[], t: Time): boolean => spans.some(({ from, to }) => from <= t && t < to);
