import type { Priced } from '../../../bench/queries/measure';
import { percentile, reportText, verdictLine } from '../../../bench/queries/report';

const priced = (view: Priced['view'], milliseconds: number, more: Partial<Priced> = {}): Priced => ({
  view,
  dashboard: 'Kiln',
  panel: `Heat ${milliseconds}`,
  query: 'heat',
  range: { start: 0, end: 60, step: 15 },
  instant: false,
  series: 1,
  samples: 4,
  milliseconds,
  cpu: undefined,
  ...more,
});

const both = (milliseconds: number): readonly Priced[] => [priced('1 h', 3), priced('the widest range', milliseconds)];

const TOTALS = { scraped: 1200, recorded: 30, alerts: 4, samples: 5_000_000, blocks: 21, failures: [], empty: [] };
const MACHINE = { cores: 2, load: [0.25, 1.5] } as const;

describe('a percentile', () => {
  const values = Array.from({ length: 200 }, (_, i) => i + 1);

  it('is the value that so many are not above', () => {
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile(values, 0.5)).toBe(100);
  });

  it('of everything is the largest, and of few values too', () => {
    expect(percentile(values, 1)).toBe(200);
    expect(percentile([7, 9], 0.99)).toBe(9);
  });

  it('does not exist of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('a percentile of nothing');
  });
});

describe('the last line', () => {
  it('says that queries are within the bound when both views are', () => {
    expect(verdictLine(both(50))).toBe('P99 3.0 ms at 1 h, 50 ms at the widest range (bound 50 ms): within');
  });

  it('says OVER when one of them is not, by however little', () => {
    expect(verdictLine(both(50.01))).toBe('P99 3.0 ms at 1 h, 51 ms at the widest range (bound 50 ms): OVER');
  });
});

describe('the report', () => {
  it('counts series and samples', () => {
    expect(reportText(TOTALS, { priced: both(9), failed: [] }, MACHINE)).toContain(
      '1,234 series (1,200 scraped, 30 recorded, 4 of alerts), 5,000,000 samples in 21 blocks',
    );
  });

  it('lists a panel once among the slowest, with its slowest choice', () => {
    const [cheap, dear] = [priced('1 h', 5, { panel: 'Heat' }), priced('1 h', 8, { panel: 'Heat' })];
    const text = reportText(TOTALS, { priced: [cheap, dear, priced('the widest range', 2)], failed: [] }, MACHINE);
    expect(text).toContain('8.0 ms at 1 h: Kiln / Heat');
    expect(text).not.toContain('5.0 ms at 1 h: Kiln / Heat');
  });

  it('judges what is slow by what Prometheus computed, where that is known', () => {
    const all = [
      priced('1 h', 900, { cpu: 1, panel: 'Waited' }),
      priced('the widest range', 90, { cpu: 80, panel: 'Worked' }),
    ];
    const text = reportText(TOTALS, { priced: all, failed: [] }, MACHINE);
    expect(text.indexOf('Worked')).toBeLessThan(text.indexOf('Waited'));
  });

  it('names every panel that is over the bound, beyond the slowest ten too', () => {
    const many = Array.from({ length: 12 }, (_, i) => priced('1 h', 100 - i, { panel: `Panel ${i}` }));
    const text = reportText(TOTALS, { priced: [...many, ...both(9)], failed: [] }, MACHINE);
    expect(text).toContain('Also over 50 ms:\n  90 ms at 1 h: Kiln / Panel 10\n  89 ms at 1 h: Kiln / Panel 11\n');
  });

  it('names queries that failed', () => {
    const failed = [{ ...priced('1 h', 1), reason: 'too many samples' }];
    expect(reportText(TOTALS, { priced: both(9), failed }, MACHINE)).toContain('Kiln / Heat 1: too many samples');
  });
});
