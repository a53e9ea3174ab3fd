import { DeclarationError } from '../declaration-error';
import { checkTime, checkTimeZone, type TimeOfDay } from './clock';

/** In the order of the week. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Some days of the week, from one time to another. */
export interface Weekly {
  readonly days: readonly Weekday[];
  readonly from: TimeOfDay;
  /** Earlier than `from`: on the day after. */
  readonly to: TimeOfDay;
  /** Only in this week of a month, counted from its first day: 1 is the 1st to the 7th. Default: in every week. */
  readonly weekOfMonth?: 1 | 2 | 3 | 4;
}

/** One day, from one time to another. */
export interface Dated {
  /** `2026-12-24` */
  readonly date: string;
  readonly from: TimeOfDay;
  /** Later than `from`. */
  readonly to: TimeOfDay;
}

/** Times that a clock in one time zone shows. A name makes them Alertmanager's time interval of that name. */
export interface Hours {
  readonly name: string;
  /** Of the IANA database; summer time is kept. */
  readonly timeZone: string;
  readonly times: readonly (Weekly | Dated)[];
}

const NAME = /^[a-z][a-z0-9-]*$/;

/** @throws DeclarationError for a name, time zone, day or time that is none, and for a time without end */
export function hours(name: string, timeZone: string, ...times: readonly (Weekly | Dated)[]): Hours {
  const what = `hours '${name}'`;
  if (!NAME.test(name)) throw new DeclarationError(`${what}: their name must be lower-case letters, digits and -`);
  if (times.length === 0) throw new DeclarationError(`${what}: they have no times`);
  checkTimeZone(what, timeZone);
  for (const time of times) {
    [time.from, time.to].forEach((one) => {
      checkTime(what, one);
    });
    if (time.from === time.to || time.from === '24:00') {
      throw new DeclarationError(`${what}: from ${time.from} to ${time.to} is no time`);
    }
    if ('date' in time) checkDated(what, time);
    else checkWeekly(what, time);
  }
  return { name, timeZone, times };
}

function checkDated(what: string, { date, from, to }: Dated): void {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) {
    throw new DeclarationError(`${what}: '${date}' is no day: write year, month and day, such as 2026-12-24`);
  }
  if (to < from) {
    throw new DeclarationError(`${what}: on ${date} it ends at ${to}, before it begins at ${from}: write two days`);
  }
}

function checkWeekly(what: string, { days, from, to, weekOfMonth }: Weekly): void {
  if (days.length === 0) throw new DeclarationError(`${what}: a time from ${from} to ${to} has no days`);
  if (weekOfMonth !== undefined && to < from) {
    throw new DeclarationError(`${what}: a night of one week of the month may end in the next: write it as dates`);
  }
}

const WORKING_DAYS = WEEKDAYS.slice(0, 5);
const WEEKEND = WEEKDAYS.slice(5);

/** When people of an office are at work: Monday to Friday, eight to six. */
export const businessHours = (name: string, timeZone: string): Hours =>
  hours(name, timeZone, { days: WORKING_DAYS, from: '08:00', to: '18:00' });

/** Every night, ten to six. */
export const nights = (name: string, timeZone: string): Hours =>
  hours(name, timeZone, { days: WEEKDAYS, from: '22:00', to: '06:00' });

/** Saturday and Sunday. */
export const weekends = (name: string, timeZone: string): Hours =>
  hours(name, timeZone, { days: WEEKEND, from: '00:00', to: '24:00' });
