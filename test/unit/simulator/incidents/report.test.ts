import { reportOf } from '../../../live/incidents/report';

const CHANGE = { time: 1_500_250, state: 'firing', labels: { alertname: 'Down' }, value: '0.25' };
const TOTALS = { samples: 1200, series: 30, evaluations: 90 };

const report = (...lines: readonly object[]) => reportOf(lines.map((line) => JSON.stringify(line)));

describe('what the program replay says', () => {
  it('is of changes, at times in seconds', () => {
    expect(report(CHANGE, { ...CHANGE, state: 'inactive', value: undefined }, TOTALS).changes).toEqual([
      { time: 1500.25, state: 'firing', labels: { alertname: 'Down' }, value: '0.25' },
      { time: 1500.25, state: 'inactive', labels: { alertname: 'Down' } },
    ]);
  });

  it('is of rules that could not be evaluated, which are no changes', () => {
    const { changes, failures } = report(CHANGE, { time: 1, rule: 'Slow', error: 'many-to-many' }, TOTALS);
    expect(failures).toEqual(['Slow: many-to-many']);
    expect(changes).toHaveLength(1);
  });

  it('ends with totals', () => {
    expect(report(CHANGE, TOTALS)).toMatchObject(TOTALS);
  });

  it('may be nothing at all', () => {
    expect(report()).toEqual({ changes: [], failures: [], samples: 0, series: 0, evaluations: 0 });
  });
});
