import type { TimeIntervalNode } from './file';
import { DAY, WEEK, SUNDAY_FIRST } from './wall-clock';

/** From one minute of the week up to another, which may lie in the next week. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

type Interval = Pick<TimeIntervalNode, 'times' | 'weekdays'>;

/** The times of a week that an interval names, whatever dates it is limited to; they may touch and overlap. */
export function stretchesOf({ times, weekdays }: Interval): readonly Stretch[] {
  const within = times
    ? times.map(({ start_time: from, end_time: to }) => [minutes(from), minutes(to)] as const)
    : [[0, DAY] as const];
  const days = weekdays ? weekdays.flatMap(daysOf) : SUNDAY_FIRST.map((_, day) => day);
  return days.flatMap((day) => within.map(([from, to]) => ({ from: day * DAY + from, to: day * DAY + to })));
}

/** The same times as few stretches, none of which touches another; a week without a gap is one stretch. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const inOrder = stretches.toSorted((a, b) => a.from - b.from);
  const line = inOrder.reduce<readonly Stretch[]>((done, next) => {
    const last = done.at(-1);
    if (!last || next.from > last.to) return [...done, next];
    return [...done.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }];
  }, []);
  const [first, last] = [line[0], line.at(-1)];
  // Saturday night goes on into Sunday.
  const wraps = first && last && first !== last && last.to === WEEK && first.from === 0;
  return wraps ? [...line.slice(1, -1), { from: last.from, to: WEEK + first.to }] : line;
}

/** What lies between stretches that do not touch. */
export const gapsOf = (stretches: readonly Stretch[]): readonly Stretch[] =>
  stretches
    .map(({ to }, i) => ({ from: to, to: stretches[i + 1]?.from ?? (stretches[0]?.from ?? 0) + WEEK }))
    .filter(({ from, to }) => to > from);

/** A stretch so many minutes later, in Alertmanager's notation: one item for every day that it touches. */
export function notation({ from, to }: Stretch, later: number): readonly Required<Interval>[] {
  const begin = modulo(from + later, WEEK);
  const end = begin + (to - from);
  const days = Array.from({ length: Math.ceil(end / DAY) }, (_, day) => day).filter((day) => (day + 1) * DAY > begin);
  return days.map((day) => ({
    weekdays: [SUNDAY_FIRST[day % 7] ?? ''],
    times: [{ start_time: clock(Math.max(0, begin - day * DAY)), end_time: clock(Math.min(DAY, end - day * DAY)) }],
  }));
}

const minutes = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? NaN) * 60 + (minute ?? NaN);
};

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

function daysOf(range: string): readonly number[] {
  const [first = -1, last = first] = range.split(':').map((name) => (SUNDAY_FIRST as readonly string[]).indexOf(name));
  return SUNDAY_FIRST.map((_, day) => day).filter((day) => day >= first && day <= last);
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
