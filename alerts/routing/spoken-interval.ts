import { WEEKDAYS } from '../../signals';
import type { TimeInterval, TimeIntervalSpec } from './time-interval';

/** Alertmanager's time interval in words: `business-hours (monday to friday 08:00–18:00, America/Los_Angeles)`. */
export function spokenInterval({ name, time_intervals: specs }: TimeInterval): string {
  const zones = [...new Set(specs.map(({ location }) => location))];
  return `${name} (${specs.map(spoken).join('; ')}, ${zones.join(', ')})`;
}

const spoken = (spec: TimeIntervalSpec): string =>
  [dateOf(spec), ...(spec.weekdays ? [daysOf(spec.weekdays)] : []), clockOf(spec), ...weekOf(spec)]
    .filter((part) => part !== '')
    .join(' ');

const clockOf = ({ times }: TimeIntervalSpec): string =>
  times.map(({ start_time, end_time }) => `${start_time}–${end_time}`).join(' and ');

function dateOf({ years, months, days_of_month: days }: TimeIntervalSpec): string {
  const numbers = [years, months, days].flatMap((part) => part ?? []);
  return years ? numbers.map((number) => number.padStart(2, '0')).join('-') : '';
}

const weekOf = ({ years, days_of_month: days }: TimeIntervalSpec): readonly string[] =>
  days && !years ? [`on the days ${days.join(', ').replace(':', ' to ')} of a month`] : [];

function daysOf(days: readonly string[]): string {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const from = WEEKDAYS.findIndex((day) => day === first);
  const inARow = days.every((day, i) => day === WEEKDAYS[from + i]);
  if (days.length === WEEKDAYS.length) return 'every day';
  return inARow && days.length > 2 ? `${first} to ${last}` : days.join(', ');
}
