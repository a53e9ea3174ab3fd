import { history } from '../../../bench/slo/history';
import { ruleSet } from '../../../bench/slo/rule-set';
import { reads } from '../../../bench/slo/selectors';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('how far back an expression reads', () => {
  it.each([
    ['a', 5],
    ['rate(a{b="c"}[1h])', 65],
    ['a offset 10m', 15],
    ['sum_over_time(a[1h] offset 1h30m)', 155],
    ['max_over_time(a[2h:5m])', 130],
    ['max_over_time(rate(a[5m])[1h:1m])', 71],
  ])('%s: %i minutes', (expr, minutes) => {
    expect(reads(expr)).toEqual([{ name: 'a', back: minutes * MINUTE }]);
  });

  it('is told of every series', () => {
    expect(reads('sum(a) / b').map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('is not guessed for a selector without a name', () => {
    expect(() => reads('{__name__=~"a.*"}')).toThrow('a selector without a name');
  });
});

describe('the past that a rule set reads', () => {
  const of = (...rules: readonly { readonly record?: string; readonly alert?: string; readonly expr: string }[]) =>
    history(ruleSet('test', [{ name: 'group', rules }]));
  const told = ({ steps, circular }: ReturnType<typeof of>) => ({
    steps: steps.map((step) => step.map(({ rule, back }) => [rule.record, back / HOUR])),
    circular,
  });

  it('is what its rules have recorded, as far as others read it, those that are read first', () => {
    const rules = [
      { record: 'ratio', expr: 'sum_over_time(pair[1d])' },
      { record: 'pair', expr: 'rate(raw_total[5m])' },
      { alert: 'Burns', expr: 'avg_over_time(ratio[55m]) > 1' },
      { record: 'unread', expr: 'pair' },
    ];
    expect(told(of(...rules))).toEqual({
      steps: [
        // A day and the lookback, for each of the values of the last hour.
        [['pair', 25 + 5 / 60]],
        [['ratio', 1]],
      ],
      circular: [],
    });
  });

  it('names a series that also reads what reads it, and writes it last', () => {
    const rules = [
      { record: 'missing', expr: 'avg_over_time(all[55m])' },
      { record: 'all', expr: 'rate(raw_total[5m]) or missing' },
      { record: 'burnt', expr: 'sum_over_time(all[55m]) + sum_over_time(missing[55m])' },
    ];
    const { steps, circular } = told(of(...rules));
    expect(circular).toEqual(['missing']);
    expect(steps.map((step) => step.map(([record]) => record))).toEqual([['all'], ['missing']]);
  });
});
