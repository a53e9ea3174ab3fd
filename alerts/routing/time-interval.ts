import { WEEKDAYS, type Hours, type Dated, type Weekly } from '../../signals';

/** A stretch of time in the notation of Alertmanager (configuration reference, v0.31, `time_interval_spec`). */
export interface TimeIntervalSpec {
  readonly times: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  /** The time zone. */
  readonly location: string;
}

export interface TimeInterval {
  readonly name: string;
  readonly time_intervals: readonly TimeIntervalSpec[];
}

/** Hours as Alertmanager is told of them. A time that goes on after midnight is two: Alertmanager has no other way to say it. */
export const timeInterval = ({ name, timeZone, times }: Hours): TimeInterval => ({
  name,
  time_intervals: times
    .flatMap((time) => ('date' in time ? [dated(time)] : weekly(time)))
    .map((spec) => ({ ...spec, location: timeZone })),
});

type Spec = Omit<TimeIntervalSpec, 'location'>;

const between = (start_time: string, end_time: string): Spec['times'] => [{ start_time, end_time }];

function dated({ date, from, to }: Dated): Spec {
  const [years = '', months = '', days = ''] = date.split('-');
  return {
    times: between(from, to),
    years: [years],
    months: [String(Number(months))],
    days_of_month: [String(Number(days))],
  };
}

function weekly({ days, from, to, weekOfMonth }: Weekly): readonly Spec[] {
  if (to < from && to !== '00:00') {
    return [
      { times: between(from, '24:00'), weekdays: days },
      { times: between('00:00', to), weekdays: days.map(after) },
    ];
  }
  const end = to === '00:00' ? '24:00' : to;
  return [{ times: between(from, end), weekdays: days, ...(weekOfMonth && { days_of_month: [week(weekOfMonth)] }) }];
}

const after = (day: Weekly['days'][number]): string => WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length] ?? day;

const week = (nth: number): string => `${7 * nth - 6}:${7 * nth}`;
