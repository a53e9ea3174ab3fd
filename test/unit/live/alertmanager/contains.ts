import type { NamedTimeInterval, TimeIntervalNode } from '../../../live/harness/alertmanager/file';
import { DAY, wall, SUNDAY_FIRST } from '../../../live/harness/alertmanager/wall-clock';

/** Whether a time lies inside, as Alertmanager decides it: all that an item states must hold, of one item at least. */
export const contains = ({ time_intervals: items }: NamedTimeInterval, at: Date): boolean =>
  items.some((item) => itemContains(item, at));

function itemContains(
  { times, weekdays, days_of_month, months, years, location }: TimeIntervalNode,
  at: Date,
): boolean {
  const { minuteOfWeek, year, month, day } = wall(at, location);
  const minute = minuteOfWeek % DAY;
  return (
    (times?.some(({ start_time, end_time }) => minute >= minutes(start_time) && minute < minutes(end_time)) ?? true) &&
    inRanges(weekdays, Math.floor(minuteOfWeek / DAY)) &&
    inRanges(days_of_month, day) &&
    inRanges(months, month) &&
    inRanges(years, year)
  );
}

function minutes(time: string): number {
  const [hour = NaN, minute = NaN] = time.split(':').map(Number);
  return hour * 60 + minute;
}

const inRanges = (ranges: readonly string[] | undefined, value: number): boolean =>
  ranges?.some((range) => {
    const [first = NaN, last = first] = range.split(':').map(memberOf);
    return value >= first && value <= last;
  }) ?? true;

function memberOf(text: string): number {
  const weekday = (SUNDAY_FIRST as readonly string[]).indexOf(text);
  return weekday === -1 ? Number(text) : weekday;
}
