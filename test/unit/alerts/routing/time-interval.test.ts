import { spokenInterval } from '../../../../alerts/routing/spoken-interval';
import { timeInterval } from '../../../../alerts/routing/time-interval';
import { businessHours, hours, nights, WEEKDAYS } from '../../../../signals';

const ZONE = 'Europe/Berlin';
const specs = (...times: Parameters<typeof hours>[2][]) => timeInterval(hours('x', ZONE, ...times)).time_intervals;

describe('a time interval of Alertmanager', () => {
  it('has days and times by the clock of its zone', () => {
    expect(timeInterval(businessHours('office', ZONE))).toEqual({
      name: 'office',
      time_intervals: [
        {
          times: [{ start_time: '08:00', end_time: '18:00' }],
          weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
          location: ZONE,
        },
      ],
    });
  });

  it('goes on after midnight as a second one, of the day after', () => {
    expect(specs({ days: ['friday', 'sunday'], from: '22:00', to: '06:00' })).toEqual([
      { times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['friday', 'sunday'], location: ZONE },
      { times: [{ start_time: '00:00', end_time: '06:00' }], weekdays: ['saturday', 'monday'], location: ZONE },
    ]);
  });

  it('that ends at midnight is one', () => {
    expect(specs({ days: ['friday'], from: '22:00', to: '00:00' })).toEqual([
      { times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['friday'], location: ZONE },
    ]);
  });

  it('is of one week of a month, where it says so', () => {
    expect(specs({ days: ['sunday'], weekOfMonth: 2, from: '06:00', to: '10:00' })).toMatchObject([
      { weekdays: ['sunday'], days_of_month: ['8:14'] },
    ]);
  });

  it('is of one day, where it has a date', () => {
    expect(specs({ date: '2026-12-04', from: '06:00', to: '10:00' })).toEqual([
      {
        times: [{ start_time: '06:00', end_time: '10:00' }],
        years: ['2026'],
        months: ['12'],
        days_of_month: ['4'],
        location: ZONE,
      },
    ]);
  });
});

describe('in words, a time interval', () => {
  it.each([
    ['days in a row', businessHours('office', ZONE), 'office (monday to friday 08:00–18:00, Europe/Berlin)'],
    ['every day', nights('n', ZONE), 'n (every day 22:00–24:00; every day 00:00–06:00, Europe/Berlin)'],
    [
      'single days',
      hours('x', ZONE, { days: [WEEKDAYS[0], WEEKDAYS[2], WEEKDAYS[4]], from: '10:00', to: '11:00' }),
      'x (monday, wednesday, friday 10:00–11:00, Europe/Berlin)',
    ],
    [
      'a date',
      hours('x', ZONE, { date: '2026-12-04', from: '06:00', to: '10:00' }),
      'x (2026-12-04 06:00–10:00, Europe/Berlin)',
    ],
    [
      'a week of a month',
      hours('x', ZONE, { days: ['sunday'], weekOfMonth: 1, from: '06:00', to: '10:00' }),
      'x (sunday 06:00–10:00 on the days 1 to 7 of a month, Europe/Berlin)',
    ],
  ])('names %s', (_, declared, words) => {
    expect(spokenInterval(timeInterval(declared))).toBe(words);
  });
});
