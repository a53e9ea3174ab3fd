/** All of this in seconds. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** About as many points as a panel across half a screen has pixels. */
export const POINTS = 1000;

/** Up to which time between two points Grafana takes which: the bounds of its RoundInterval (grafana-plugin-sdk-go, `gtime`), in seconds. */
const ROUNDED: readonly (readonly [upTo: number, step: number])[] = [
  [1.5, 1],
  [3.5, 2],
  [7.5, 5],
  [12.5, 10],
  [17.5, 15],
  [25, 20],
  [45, 30],
  [90, 60],
  [210, 120],
  [450, 300],
  [750, 600],
  [1050, 900],
  [1500, 1200],
  [2700, 1800],
  [5400, 3600],
  [9000, 7200],
  [16_200, 10_800],
  [32_400, 21_600],
  [86_400, 43_200],
];

/**
 * The time between two points of a curve over so many seconds.
 * @param shortest that a panel or its data source allows
 * @param points that the panel wants at most
 */
export function stepOf(seconds: number, shortest: number, points = POINTS): number {
  const exact = seconds / points;
  const [, rounded] = ROUNDED.find(([upTo]) => exact <= upTo) ?? [undefined, 86_400];
  return Math.max(rounded, shortest);
}

/** What `$__rate_interval` is: no rate has fewer than four scrapes, and none leaves out what lies between two points. */
export const rateInterval = (step: number, scrapeInterval: number): number =>
  Math.max(step + scrapeInterval, 4 * scrapeInterval);

/** The range that Grafana asks for: its ends are multiples of the step. */
export function rangeOf(end: number, seconds: number, step: number): Range {
  const aligned = (time: number): number => Math.floor(time / step) * step;
  return { start: aligned(end - seconds), end: aligned(end), step };
}
