import { lotAt, productOf } from '../../../simulator/ate';
import type { Excursion } from '../../../simulator/excursion';
import { A_DAY, parametric } from '../../../simulator/parametric';
import { DAY, HOUR, MINUTE } from '../../../simulator/time';
import { modelled, conditions, NOW, scraped } from './fixtures';

const SEED = 1;
const { findings, chance } = parametric(SEED, NOW, 2);
const found = findings.flatMap(({ excursions }) => excursions);

const length = ({ from, to }: Excursion): number => to - from;

describe('what measurements of the floor bring besides what is usual', () => {
  it('is two hundred tests on testers a day, of which forty are truly off', () => {
    expect(chance).toHaveLength(2 * 160);
    expect(found).toHaveLength(2 * 40);
  });

  it('is the same for a seed, and another week for another', () => {
    expect(parametric(SEED, NOW, 2)).toEqual({ findings, chance });
    expect(parametric(SEED + 1, NOW, 2).chance).not.toEqual(chance);
  });

  it('shows what is wrong with a product in one test, on several of the testers that run it', () => {
    for (const { product, test, excursions } of findings) {
      expect(new Set(excursions.map(({ tester }) => tester)).size).toBe(A_DAY.testers);
      expect(excursions.map(({ tester }) => productOf(tester))).toEqual(excursions.map(() => product));
      expect(excursions.map((one) => one.test)).toEqual(excursions.map(() => test));
    }
  });

  it('lasts an hour at least where it is true, and minutes where it is chance', () => {
    expect(Math.min(...found.map(length))).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...found.map(length))).toBeLessThanOrEqual(2 * HOUR);
    expect(Math.max(...chance.map(length))).toBeLessThanOrEqual(3 * MINUTE);
  });

  it('neither begins nor ends while a tester has no lot', () => {
    const outside = [...found, ...chance].filter(({ tester, from, to }) => to > lotAt(tester, SEED, from).to);
    expect(outside).toEqual([]);
  });

  it('is spread over all hours of both days', () => {
    const hours = new Set(chance.map(({ from }) => Math.floor((from - NOW) / HOUR)));
    expect(hours.size).toBe(48);
    expect(Math.max(...chance.map(({ to }) => to))).toBeLessThan(NOW + 2 * DAY + MINUTE);
  });

  it('raises the counter of its test on its tester, and no other', () => {
    const [one] = found;
    if (!one) throw new Error('there is none');
    const outliers = (excursions: readonly Excursion[]) => {
      const targets = modelled({ ...conditions(), excursions });
      const [before, after] = [scraped(targets, one.from), scraped(targets, one.to)];
      return new Map(
        [...after.entries()]
          .filter(([name]) => name.includes('outliers'))
          .map(([name, value]) => [name, Number(value) - Number(before.get(name))]),
      );
    };
    const [usual, off] = [outliers([]), outliers([one])];
    const higher = [...off].filter(([name, count]) => count !== usual.get(name));
    expect(higher.map(([name]) => name)).toEqual([expect.stringContaining(one.tester)]);
    expect(higher[0]?.[0]).toContain(one.test);
    expect(higher[0]?.[1]).toBeGreaterThan(50);
  });
});
