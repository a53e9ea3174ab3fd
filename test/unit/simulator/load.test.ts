import { counted, diurnal, interrupted, restarting, steady } from '../../../simulator/load';
import { always, during, product, rest } from '../../../simulator/steps';
import { DAY, HOUR, MINUTE } from '../../../simulator/time';

const START = 20_000 * DAY;

describe('a load', () => {
  const LOADS = {
    steady: steady(3),
    diurnal: diurnal(100, 1, 'service'),
    interrupted: interrupted(2, { period: HOUR, pause: 10 * MINUTE, start: START + 5 * MINUTE }),
  };

  it.each(Object.entries(LOADS))('that is %s counts what its rate adds up to', (_, load) => {
    const seconds = Array.from({ length: 3 * HOUR }, (_, i) => load.rate(START + i + 0.5));
    const sum = seconds.reduce((total, rate) => total + rate, 0);
    expect(load.total(START + 3 * HOUR) - load.total(START)).toBeCloseTo(sum, 0);
  });

  it('that is interrupted does nothing at the end of each period', () => {
    const load = LOADS.interrupted;
    expect(load.rate(START + 54 * MINUTE)).toBe(2);
    expect(load.rate(START + 56 * MINUTE)).toBe(0);
    expect(load.rate(START + 66 * MINUTE)).toBe(2);
  });
});

describe('what is counted', () => {
  const incident = [{ from: START + HOUR, to: START + 2 * HOUR }];

  it('is nothing before it begins', () => {
    const count = counted(steady(10), always(1), START);
    expect([count(START - 1), count(START), count(START + 1)]).toEqual([0, 0, 10]);
  });

  it('grows at the pace that the incident leaves, while it lasts', () => {
    const count = counted(steady(10), during(incident, 0.1), START);
    const inMinute = (t: number) => Math.round(count(t + MINUTE) - count(t));
    expect([0, HOUR, 119 * MINUTE, 2 * HOUR].map((t) => inMinute(START + t))).toEqual([600, 60, 60, 600]);
  });

  it('adds up, whatever part of it an incident takes away', () => {
    const failing = product(always(0.01), during(incident, 50));
    const [all, bad, good] = [always(1), failing, rest(failing)].map((part) => counted(steady(10), part, START));
    const t = START + 3 * HOUR;
    expect((bad?.(t) ?? 0) + (good?.(t) ?? 0)).toBeCloseTo(all?.(t) ?? NaN);
    expect(bad?.(t)).toBeCloseTo(0.01 * 2 * 36_000 + 0.5 * 36_000);
  });

  it('is counted on where an incident has no end', () => {
    const count = counted(steady(10), during([{ from: START + HOUR, to: Infinity }], 2), START);
    expect(count(START + 2 * HOUR)).toBe(36_000 + 72_000);
  });

  it('begins anew with every life of a process', () => {
    const count = restarting([START, START + HOUR], (since) => counted(steady(1), always(1), since));
    expect([START + 10, START + HOUR - 1, START + HOUR, START + HOUR + 10].map(count)).toEqual([10, HOUR - 1, 0, 10]);
  });
});
