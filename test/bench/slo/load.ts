import { DAY, END, HOUR } from './clock';

/** How much is asked of the service, and how much of that fails. */
export interface Load {
  readonly name: string;
  readonly title: string;
  /** Requests per second to all of it. */
  readonly requests: (time: number) => number;
  /** The share of requests that fail. */
  readonly failing: (time: number) => number;
}

const PEAK_REQUESTS = 5_000;
const PEAK_HOUR = 14;
/** At night, of the peak. */
const LEAST = 0.3;
/** Half of what an objective of 99.9 % allows. */
const FAILING = 0.0005;

/** Every day is the same: a smooth curve from the peak in the afternoon to the night. */
const everyDay = (time: number): number => {
  const sinceThePeak = ((time % DAY) - PEAK_HOUR * HOUR) / DAY;
  return PEAK_REQUESTS * ((1 + LEAST) / 2 + ((1 - LEAST) / 2) * Math.cos(2 * Math.PI * sinceThePeak));
};

export const STEADY: Load = {
  name: 'steady',
  title: 'Steady load',
  requests: everyDay,
  failing: () => FAILING,
};

/** The day before yesterday, from noon to midnight: the windows of three days and more have it in their midst, none ends in it. */
export const QUIET = { from: END - 2 * DAY, to: END - 2 * DAY + 12 * HOUR } as const;
const QUIET_TRAFFIC = 0.01;
const QUIET_FAILING = 0.1;

const isQuiet = (time: number): boolean => time >= QUIET.from && time < QUIET.to;

export const QUIET_DAY: Load = {
  name: 'quiet-day',
  title: 'A day whose second half has 1 % of the traffic and 10 % errors',
  requests: (time) => everyDay(time) * (isQuiet(time) ? QUIET_TRAFFIC : 1),
  failing: (time) => (isQuiet(time) ? QUIET_FAILING : FAILING),
};

export const LOADS: readonly Load[] = [STEADY, QUIET_DAY];
