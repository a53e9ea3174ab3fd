import { COUNTERS, type Sample } from '../../../bench/slo/counters';
import { BEGINNING, DAY, END, HOUR, SECOND } from '../../../bench/slo/clock';
import { exactRatios } from '../../../bench/slo/exact';
import { QUIET, QUIET_DAY, STEADY } from '../../../bench/slo/load';
import { poisson, uniform } from '../../../bench/slo/random';

const taken = (counter: number, from: number, to: number): readonly Sample[] => [
  ...(COUNTERS[counter]?.samples(STEADY, from, to) ?? []),
];

describe('the counters', () => {
  it('are 50 series, half of them of errors', () => {
    expect(new Set(COUNTERS.map(({ labels }) => JSON.stringify(labels))).size).toBe(50);
    expect(COUNTERS.filter(({ bad }) => bad)).toHaveLength(25);
  });

  it('are the same in every run', () => {
    expect(taken(3, BEGINNING, BEGINNING + HOUR)).toEqual(taken(3, BEGINNING, BEGINNING + HOUR));
  });

  it('begin anew when their pod restarts, after a minute without a sample', () => {
    const samples = taken(0, END - 9 * DAY, END);
    const restarts = samples.filter(({ value }, i) => value < (samples[i - 1]?.value ?? 0));
    expect(restarts).toHaveLength(1);
    const [{ time } = { time: NaN }] = restarts;
    expect(time - (samples.findLast((sample) => sample.time < time)?.time ?? 0)).toBe(75 * SECOND);
  });

  it('fail as often as the load says, in a tenth of the requests while it is quiet', () => {
    const shares = [STEADY, QUIET_DAY].map((load) => {
      const exact = exactRatios(QUIET.to, ['12h']);
      for (const { bad, samples } of COUNTERS) {
        const count = exact.counter(bad);
        for (const sample of samples(load, QUIET.from, QUIET.to)) count(sample);
      }
      return exact.ratio('12h');
    });
    expect(shares[0]).toBeCloseTo(0.0005, 5);
    expect(shares[1]).toBeCloseTo(0.1, 2);
  });
});

describe('a random number of events', () => {
  it.each([0, 0.3, 20, 3_000])('is %d on average, and scatters like its root', (mean) => {
    const next = uniform(7);
    const draws = Array.from({ length: 20_000 }, () => poisson(mean, next));
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
    // Four times as far off as an average, or a variance, of so many draws is by chance.
    expect(Math.abs(average - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean / draws.length));
    expect(Math.abs(variance - mean)).toBeLessThanOrEqual(4 * Math.sqrt((mean + 2 * mean ** 2) / draws.length));
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0)).toBe(true);
  });
});
