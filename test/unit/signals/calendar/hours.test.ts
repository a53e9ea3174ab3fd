import { businessHours, deployments, hours, maintenance, nights, weekends } from '../../../../signals';

const ZONE = 'Europe/Berlin';
const monday = (from: string, to: string) =>
  hours('x', ZONE, { days: ['monday'], from: from as '0:0', to: to as '0:0' });

describe('hours', () => {
  it('are those of an office, of every night, and of the weekend, by the clock of a place', () => {
    expect(businessHours('office', ZONE)).toEqual({
      name: 'office',
      timeZone: ZONE,
      times: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '08:00', to: '18:00' }],
    });
    expect(nights('n', ZONE).times).toMatchObject([{ from: '22:00', to: '06:00', days: { length: 7 } }]);
    expect(weekends('w', ZONE).times).toEqual([{ days: ['saturday', 'sunday'], from: '00:00', to: '24:00' }]);
  });

  it.each([
    [
      'a name with capitals',
      () => hours('Office', ZONE, { days: ['monday'], from: '08:00', to: '18:00' }),
      "hours 'Office'",
    ],
    ['no times', () => hours('x', ZONE), "hours 'x': they have no times"],
    ['a zone that is none', () => businessHours('x', 'Europe/Atlantis'), "'Europe/Atlantis' is no time zone"],
    [
      'a zone in other letters',
      () => businessHours('x', 'europe/Berlin'),
      "'europe/Berlin' is no time zone: write Europe/Berlin",
    ],
    ['an hour that no day has', () => monday('08:00', '25:00'), "'25:00' is no time of day"],
    ['a time without minutes', () => monday('8', '18:00'), "'8' is no time of day"],
    ['no length', () => monday('08:00', '08:00'), 'from 08:00 to 08:00 is no time'],
    ['a beginning at the end of the day', () => monday('24:00', '06:00'), 'from 24:00 to 06:00 is no time'],
    ['no day', () => hours('x', ZONE, { days: [], from: '08:00', to: '09:00' }), 'from 08:00 to 09:00 has no days'],
    [
      'a day that is none',
      () => hours('x', ZONE, { date: '2026-02-30', from: '08:00', to: '09:00' }),
      "'2026-02-30' is no day",
    ],
    ['a night of a date', () => hours('x', ZONE, { date: '2026-02-20', from: '22:00', to: '06:00' }), 'write two days'],
    [
      'a night of one week of the month',
      () => hours('x', ZONE, { days: ['sunday'], weekOfMonth: 1, from: '22:00', to: '06:00' }),
      'may end in the next',
    ],
  ])('are refused with %s', (_, declare, what) => {
    expect(declare).toThrow(what);
  });
});

describe('a window', () => {
  it.each([
    ['maintenance', maintenance],
    ['deployment', deployments],
  ])('of %s is refused that is of nothing', (kind, declare) => {
    expect(() => declare(weekends('w', ZONE), { workloads: [] })).toThrow(`${kind} 'w': it is of no workload`);
  });
});
