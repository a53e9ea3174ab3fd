import { checkSyntax } from '../../../promql/syntax';
import { applied, expressionEdits, type ExpressionKind } from '../../mutation/expression';

/** What becomes of an expression by changes of a kind. */
const mutated = (expr: string, kind: ExpressionKind): readonly string[] =>
  expressionEdits(expr)
    .filter((edit) => edit.kind === kind)
    .map((edit) => applied(expr, edit));

describe('an expression is mutated', () => {
  it.each<[ExpressionKind, string, readonly string[]]>([
    ['factor', 'a > 0.02', ['a > 0.025', 'a > 0.016']],
    ['factor', 'a < -1', ['a < -1.25', 'a < -0.8']],
    ['factor', 'a or vector(0)', ['a or vector(1)']],
    ['factor', 'a * 0', ['a * 1']],
    ['window', 'rate(a[5m])', ['rate(a[1m])', 'rate(a[15m])']],
    ['window', 'rate(a[30d])', ['rate(a[7d])']],
    ['window', 'max_over_time(a[1d:5m])', ['6h:5m', '3d:5m', '1d:1m', '1d:15m'].map((w) => `max_over_time(a[${w}])`)],
    ['window', 'a offset 4m', ['a offset 1m', 'a offset 5m']],
    ['matcher', 'a{b="c",d!~"e"}', ['a{d!~"e"}', 'a{b!="c",d!~"e"}', 'a{b="c"}', 'a{b="c",d=~"e"}']],
    ['comparison', 'a >= 1', ['a <= 1']],
    ['comparison', 'a == 0', ['a != 0']],
    ['guard', 'a or b', ['a']],
    ['guard', 'a and on (c) b', ['a']],
    ['guard', 'a / (b > 0)', ['a / (b)']],
    ['guard', 'clamp_min(a - b, 0)', ['(a - b)']],
    ['guard', 'a >= bool 0', ['a >=  0']],
    ['grouping', 'sum by (a, b) (c)', ['sum by (b) (c)', 'sum by (a) (c)']],
    ['grouping', 'a / on (b) c', ['a / on () c']],
    ['grouping', 'a / ignoring (b) c', ['a / ignoring () c']],
    ['operator', 'a - b', ['a + b']],
    ['operator', 'a / b', ['a * b']],
    ['aggregation', 'sum(a)', ['max(a)']],
    ['aggregation', 'avg_over_time(a[5m])', ['max_over_time(a[5m])']],
    ['aggregation', 'increase(a[5m])', ['rate(a[5m])']],
  ])('in its %s: %s', (kind, expr, expected) => {
    expect(mutated(expr, kind)).toEqual(expected);
  });

  it.each<[string, ExpressionKind, string]>([
    ['a value where only its presence is looked at', 'aggregation', 'a unless on () count(b)'],
    ['a value that is multiplied by zero', 'aggregation', 'sum(a) * 0'],
    ['a scale of which only the sign is looked at', 'aggregation', 'a and rate(b[5m]) > 0'],
    ['a scale that a quantile does not see', 'aggregation', 'histogram_quantile(0.9, rate(b[5m]))'],
    ['zero as a threshold', 'factor', 'a > 0'],
    ['infinity', 'factor', 'a >= -Inf'],
  ])('but not where it makes no difference: %s', (_, kind, expr) => {
    expect(mutated(expr, kind)).toEqual([]);
  });

  it('and says what is left out', () => {
    const said = expressionEdits('a and b > 0').filter(({ kind }) => kind === 'guard');
    expect(said.map(({ was, now }) => `${was} → ${now}`)).toEqual([
      "a and b > 0 → without 'and b > 0'",
      "a and b > 0 → without '> 0'",
    ]);
  });

  it('to expressions that parse, each unlike it', () => {
    const expr =
      'clamp_min(1 - (sum by (a) (rate(b{c="d"}[5m])) or e * 0) / (sum by (a) (rate(b[5m])) > 0), 0) > on (a) group_left () label_replace(vector(0.1), "a", "x", "", "") and ignoring (w) count_over_time(f[1d:5m]) * 30 >= 10';
    const all = expressionEdits(expr).map((edit) => applied(expr, edit));
    expect(all.length).toBeGreaterThan(30);
    for (const one of all) {
      expect(one).not.toBe(expr);
      checkSyntax(one);
    }
  });
});
