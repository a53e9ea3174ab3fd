import { EVIDENCE, TIMES } from '../../../../workloads/ate/outliers';

/** Probabilities of none to so many events, where there are so many on average. */
function poisson(mean: number, most: number): readonly number[] {
  const probabilities = [Math.exp(-mean)];
  for (let n = 1; n <= most; n++) probabilities.push(((probabilities[n - 1] ?? 0) * mean) / n);
  return probabilities;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Pairs of a quarter of an hour and the next, in a day. */
const PAIRS = 96;
/** More events in an hour than any of these rates brings. */
const MOST = 120;

/**
 * How often a day chance alone has so many events in the hour for half an hour, at the most. What holds for half an hour holds at
 * the ends of two quarters within it, and the hours before these share three quarters.
 */
function persisting(perHour: number): (needed: number) => number {
  const own = poisson(perHour / 4, MOST);
  const shared = poisson((3 * perHour) / 4, MOST);
  const atLeast = own.map((_, n) => sum(own.slice(n)));
  return (needed) => PAIRS * sum(shared.map((p, known) => p * (atLeast[Math.max(0, needed - known)] ?? 0) ** 2));
}

/** What is usual is known from half a day at least, which is chance as well. */
const KNOWN_HOURS = 12;

/** How often a day a test fires whose outliers come as always, at the most. @param perHour outliers on average */
function firings(perHour: number): number {
  const often = persisting(perHour);
  const known = new Map<number, number>();
  return sum(
    poisson(KNOWN_HOURS * perHour, 2 * KNOWN_HOURS * MOST).map((p, seen) => {
      const needed = Math.max(EVIDENCE, Math.floor((TIMES * seen) / KNOWN_HOURS) + 1);
      if (!known.has(needed)) known.set(needed, often(needed));
      return p * (known.get(needed) ?? 0);
    }),
  );
}

describe('outliers that come as often as ever, and know nothing of each other', () => {
  const RATES = Array.from({ length: 60 }, (_, i) => (i + 1) / 3);
  const tests = RATES.map((perHour) => ({ perHour, days: 1 / firings(perHour) }));
  const worst = tests.reduce((a, b) => (b.days < a.days ? b : a));

  it('warn of a test once in 2,600 days at the most, with seven or eight in the hour', () => {
    expect(worst.days).toBeGreaterThan(2600);
    expect(worst.perHour).toBeGreaterThan(7);
    expect(worst.perHour).toBeLessThan(8);
  });

  it('warn of it once in 300,000 days where five or fewer are usual, or fourteen and more', () => {
    const others = tests.filter(({ perHour }) => perHour <= 5 || perHour >= 14);
    expect(others.filter(({ days }) => days < 300_000)).toEqual([]);
  });

  it('warn of the floor, twenty testers with four tests each, once a month even if all of them are at the worst', () => {
    expect(worst.days / (20 * 4)).toBeGreaterThan(30);
  });

  it('would warn of it twice a month with fifteen in the hour as evidence, and not so with those that are asked for', () => {
    expect(1 / persisting(EVIDENCE / TIMES)(EVIDENCE) / (20 * 4)).toBeGreaterThan(30);
    expect(1 / persisting(15 / TIMES)(15) / (20 * 4)).toBeLessThan(15);
  });
});
