import { equivalenceOf } from '../../mutation/equivalent';
import { mutants } from '../../mutation/mutants';

/** The mutants of an alert's expression that are held to be equivalent, as they read. */
const excused = (expr: string, alert = 'Anything'): readonly string[] =>
  mutants([
    {
      name: 'any.alerts',
      interval: '30s',
      rules: [{ alert, expr, labels: { severity: 'warning' }, annotations: {} }],
    } as never,
  ])
    .filter((mutant) => mutant.edit !== undefined && equivalenceOf(mutant) !== undefined)
    .map(({ rule }) => rule.expr);

describe('of alerts on signals, nobody could notice', () => {
  it('that what has no series is not zero, where more is asked for', () => {
    expect(excused('(a or b * 0) / c > 0.1')).toContain('(a) / c > 0.1');
    expect(excused('(a or sum by (x) (b) * 0) > 0')).toContain('(a or sum by () (b) * 0) > 0');
    expect(excused('(a or b * 0) < 0.1')).not.toContain('(a) < 0.1');
    expect(excused('(a or b) > 0.1')).not.toContain('(a) > 0.1');
    expect(excused('c - (a or b * 0) > 0.1')).not.toContain('c - (a) > 0.1');
  });

  it('zero that hides nothing of what is labelled apart', () => {
    const labelled = (of: string) => `label_replace(${of}, "what", "${of.charAt(0)}", "", "")`;
    const apart = (left: string) => `${labelled(left)} or ${labelled('c')} > 0`;
    expect(excused(`(${apart('a or b * 0').replace(' > 0', '')}) > 0`)).toContain(
      `(${apart('a').replace(' > 0', '')}) > 0`,
    );
    expect(excused('((a or b * 0) or c) > 0')).not.toContain('((a) or c) > 0');
  });

  it('the value of what is only counted', () => {
    expect(excused('count by (x) (max by (x, y) (a)) < 3')).toEqual(['count by (x) (min by (x, y) (a)) < 3']);
    expect(excused('count by (x) (max by (x, y) (a) > 1) < 3')).toEqual([]);
  });

  it('the largest instead of the sum of what is never negative, above zero', () => {
    expect(excused('sum by (x) (rate(a[5m])) > 0')).toEqual([
      'max by (x) (rate(a[5m])) > 0',
      'sum by (x) (increase(a[5m])) > 0',
    ]);
    expect(excused('sum by (x) (rate(a[5m])) > 0.1')).toEqual([]);
    expect(excused('sum by (x) (a) > 0')).toEqual([]);
    expect(excused('sum by (x) (rate(a[5m])) / b > 0')).toEqual([]);
  });

  it('a matcher of one side by whose label both are joined', () => {
    const expr = 'sum by (route) (a{job="x",route="y"}) / sum by (route) (b{job="x",route="y"}) > 1';
    expect(excused(expr, 'LokiErrors')).toEqual([
      expr.replace('a{job="x",route="y"}', 'a{job="x"}'),
      expr.replace('b{job="x",route="y"}', 'b{job="x"}'),
    ]);
    expect(excused(expr)).toEqual([]);
  });
});
