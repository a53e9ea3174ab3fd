import type { NamedTimeInterval } from '../../../live/harness/alertmanager/file';
import { beginningAt, endingAt, inside, outside } from '../../../live/harness/alertmanager/shifted';
import { contains } from './contains';

const interval = (name: string, ...intervals: NamedTimeInterval['time_intervals']): NamedTimeInterval => ({
  name,
  time_intervals: intervals,
});

const times = (start_time: string, end_time: string) => [{ start_time, end_time }];

const INTERVALS = [
  interval('business hours', {
    weekdays: ['monday:friday'],
    times: times('08:00', '18:00'),
    location: 'America/Los_Angeles',
  }),
  interval('weekends', { weekdays: ['saturday', 'sunday'], location: 'Europe/Berlin' }),
  interval(
    'nights',
    { weekdays: ['monday:friday'], times: times('22:00', '24:00'), location: 'Asia/Kolkata' },
    { weekdays: ['tuesday:saturday'], times: times('00:00', '06:00'), location: 'Asia/Kolkata' },
  ),
  interval('the first Sunday', {
    weekdays: ['sunday'],
    times: times('02:00', '06:00'),
    days_of_month: ['1:7'],
    location: 'America/New_York',
  }),
  interval('a night of work', {
    times: times('20:00', '23:00'),
    days_of_month: ['14'],
    months: ['3'],
    years: ['2031'],
  }),
  interval('lunch', { times: times('12:00', '13:00') }),
];

/** Around the ends of days, weeks, months and years, and where clocks are put forward and back. */
const MOMENTS = [
  '2026-11-26T06:00:30Z',
  '2026-11-29T07:59:59Z',
  '2026-11-30T08:00:00Z',
  '2027-01-01T00:00:00Z',
  '2026-12-31T23:59:30Z',
  '2028-02-29T12:34:56Z',
  '2027-03-14T10:00:00Z',
  '2027-10-31T00:30:00Z',
].map((text) => new Date(text));

const minutesAfter = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000);

describe.each(MOMENTS)('at %s', (now) => {
  it.each(INTERVALS)('$name are moved so that the time lies inside, and still does a while later', (one) => {
    const moved = inside(now)(one);
    expect([0, 5].map((minutes) => contains(moved, minutesAfter(now, minutes)))).toEqual([true, true]);
  });

  it.each(INTERVALS)('$name are moved so that the time lies outside, and still does a while later', (one) => {
    const moved = outside(now)(one);
    expect([0, 5].map((minutes) => contains(moved, minutesAfter(now, minutes)))).toEqual([false, false]);
  });

  it.each(INTERVALS)('$name are moved so that they end two minutes later, to the minute', (one) => {
    const moved = endingAt(minutesAfter(now, 2))(one);
    expect([0, 1, 2, 3].map((minutes) => contains(moved, minutesAfter(now, minutes)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each(INTERVALS)('$name are moved so that they begin two minutes later, to the minute', (one) => {
    const moved = beginningAt(minutesAfter(now, 2))(one);
    expect([0, 1, 2, 3].map((minutes) => contains(moved, minutesAfter(now, minutes)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('a time interval that is moved', () => {
  it('keeps its name, its time zone, and how much of a week it is', () => {
    const [hours] = INTERVALS;
    if (!hours) throw new Error('no interval');
    const moved = inside(new Date('2026-11-26T06:00:00Z'))(hours);
    expect(moved.name).toBe('business hours');
    expect(new Set(moved.time_intervals.map(({ location }) => location))).toEqual(new Set(['America/Los_Angeles']));
    const start = new Date('2026-11-22T00:00:00Z');
    const week = Array.from({ length: 7 * 24 * 6 }, (_, i) => contains(moved, minutesAfter(start, 10 * i)));
    expect(week.filter(Boolean)).toHaveLength(5 * 10 * 6);
  });

  it('is refused where it has no gap to lie in, or several time zones', () => {
    const always = interval('always', { times: times('00:00', '24:00') });
    expect(() => outside(new Date())(always)).toThrow(
      'time interval always: nothing can be moved where it has no beginning and no end',
    );
    const two = interval(
      'two',
      { times: times('01:00', '02:00') },
      { times: times('03:00', '04:00'), location: 'UTC' },
    );
    expect(() => inside(new Date())(two)).toThrow('time interval two: it has several time zones');
  });
});
