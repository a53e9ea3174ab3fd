import { noise, uniform } from '../../../simulator/random';
import { logNormal, normal, normalCdf } from '../../../simulator/shape';

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('chance', () => {
  const drawn = Array.from({ length: 10_000 }, (_, i) => uniform('seed', i));

  it('is evenly spread from 0 to 1', () => {
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(mean(drawn)).toBeCloseTo(0.5, 1);
    expect(drawn.filter((number) => number < 0.1).length / drawn.length).toBeCloseTo(0.1, 1);
  });

  it('is the same for the same key, and another for any other', () => {
    expect(uniform(1, 'a', 2)).toBe(uniform(1, 'a', 2));
    expect(new Set([uniform(1, 'a', 2), uniform(2, 'a', 2), uniform(1, 'b', 2), uniform(1, 'a2')]).size).toBe(4);
  });

  it('holds within a step and jumps to the next, on both sides of zero', () => {
    const value = noise('seed', 'gauge');
    const steps = Array.from({ length: 10_000 }, (_, i) => value(i));
    expect(value(7.1)).toBe(value(7.9));
    expect(mean(steps)).toBeCloseTo(0, 1);
    expect(Math.min(...steps)).toBeLessThan(-0.99);
    expect(Math.max(...steps)).toBeGreaterThan(0.99);
    // Neighbours know nothing of each other.
    expect(mean(steps.slice(1).map((step, i) => step * (steps[i] ?? 0)))).toBeCloseTo(0, 1);
  });
});

describe('the shape of a histogram', () => {
  const BOUNDS = [0.05, 0.1, 0.15, 0.2, 0.5];

  it.each([
    ['durations', logNormal({ median: 0.1, p99: 0.2 })(BOUNDS)],
    ['measured values', normal({ mean: 0.12, deviation: 0.05 })(BOUNDS)],
  ])('of %s shares out all of them, each bucket at least none', (_, { shares }) => {
    expect(shares).toHaveLength(BOUNDS.length + 1);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  });

  it('of durations has the median and the P99 that are stated', () => {
    const { shares } = logNormal({ median: 0.1, p99: 0.2 })(BOUNDS);
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(0.5, 4);
    expect(shares.slice(0, 4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.99, 4);
  });

  it('follows the normal distribution', () => {
    expect([-1.96, 0, 1, 2.3263].map((z) => Number(normalCdf(z).toFixed(4)))).toEqual([0.025, 0.5, 0.8413, 0.99]);
  });
});
