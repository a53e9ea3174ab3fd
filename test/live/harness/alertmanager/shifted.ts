import type { NamedTimeInterval, TimeIntervalNode } from './file';
import { wall } from './wall-clock';
import { gapsOf, joined, notation, stretchesOf, type Stretch } from './week';

/**
 * Alertmanager has no clock to inject: instead of the time, its intervals are moved. Each function here moves all times of an
 * interval's week by the same number of minutes, over the ends of days and weeks, on the clocks of its own time zone. Where it is
 * limited to dates, it then is to as many around the time.
 */
export type Shift = (interval: NamedTimeInterval) => NamedTimeInterval;

/** The time lies in the middle of its longest stretch. */
export const inside =
  (now: Date): Shift =>
  (interval) =>
    shifted(interval, now, middle(longest(interval, stretchesIn(interval))));

/** The time lies in the middle of its longest gap. @throws Error for one that has none */
export const outside =
  (now: Date): Shift =>
  (interval) =>
    shifted(interval, now, middle(longest(interval, gapsOf(stretchesIn(interval)))));

/** Its longest stretch ends at this minute. */
export const endingAt =
  (at: Date): Shift =>
  (interval) =>
    shifted(interval, at, longest(interval, stretchesIn(interval)).to);

/** A stretch begins at this minute, after its longest gap. @throws Error for one that has none */
export const beginningAt =
  (at: Date): Shift =>
  (interval) =>
    shifted(interval, at, longest(interval, gapsOf(stretchesIn(interval))).to);

const stretchesIn = ({ time_intervals: intervals }: NamedTimeInterval): readonly Stretch[] =>
  joined(intervals.flatMap(stretchesOf));

const middle = ({ from, to }: Stretch): number => Math.floor((from + to) / 2);

function longest({ name }: NamedTimeInterval, stretches: readonly Stretch[]): Stretch {
  const [first] = stretches.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (!first) throw new Error(`time interval ${name}: nothing can be moved where it has no beginning and no end`);
  return first;
}

/** Moved so that what was this minute of the week comes to lie at that time. */
function shifted({ name, time_intervals: intervals }: NamedTimeInterval, at: Date, minute: number): NamedTimeInterval {
  const [zone, ...others] = new Set(intervals.map(({ location }) => location));
  if (others.length > 0) throw new Error(`time interval ${name}: it has several time zones, and is moved in one`);
  const later = wall(at, zone).minuteOfWeek - minute;
  return {
    name,
    time_intervals: intervals.flatMap((interval) =>
      stretchesOf(interval)
        .flatMap((stretch) => notation(stretch, later))
        .map((times) => ({ ...times, ...dates(interval, at), ...(zone !== undefined && { location: zone }) })),
    ),
  };
}

type Dates = Pick<TimeIntervalNode, 'days_of_month' | 'months' | 'years'>;

const MILLISECONDS_A_DAY = 24 * 3_600_000;

/** As many days as it had, from yesterday up to tomorrow at least: the time may be just before midnight, or just after. */
function dates({ days_of_month: days, months, years, location }: TimeIntervalNode, at: Date): Dates {
  const count = Math.max(
    3,
    (days ?? []).reduce((sum, range) => sum + lengthOf(range), 0),
  );
  const walls = Array.from({ length: count }, (_, i) =>
    wall(new Date(at.getTime() + (i - 1) * MILLISECONDS_A_DAY), location),
  );
  const distinct = (values: readonly number[]): readonly string[] => [...new Set(values)].map(String);
  return {
    ...(days && { days_of_month: distinct(walls.map(({ day }) => day)) }),
    ...(months && { months: distinct(walls.map(({ month }) => month)) }),
    ...(years && { years: distinct(walls.map(({ year }) => year)) }),
  };
}

/** Both ends of a range belong to it; they may count from the end of the month. */
function lengthOf(range: string): number {
  const [first = NaN, last = first] = range.split(':').map(Number);
  return last - first + 1;
}
