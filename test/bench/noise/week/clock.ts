import { DAY, HOUR, MINUTE, type Span, type Time } from '../../../../simulator/time';

export const DAYS = 7;

/** A Monday in winter, at midnight. */
export const MONDAY = Date.UTC(2026, 0, 12) / 1000;
export const WEEK: Span = { from: MONDAY, to: MONDAY + DAYS * DAY };

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
type Day = (typeof NAMES)[number];

/** A time of the week, such as `at('Tue', '09:20')`. */
export function at(day: Day, clock: `${number}:${number}`): Time {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return MONDAY + NAMES.indexOf(day) * DAY + hours * HOUR + minutes * MINUTE;
}

/** From a time of the week on, for so many minutes. */
export const lasting = (minutes: number, day: Day, clock: `${number}:${number}`): Span => ({
  from: at(day, clock),
  to: at(day, clock) + minutes * MINUTE,
});

/** As people write it, such as `Tue 09:20`. */
export function spoken(t: Time): string {
  const minutes = Math.floor((t - MONDAY) / MINUTE);
  const [day, hour, minute] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  return `${NAMES[day] ?? '?'} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
