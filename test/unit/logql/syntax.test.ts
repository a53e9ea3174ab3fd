import { checkLogql, LINES, LogqlError, printLogql } from '../../../logql';

describe('the grammar of LogQL', () => {
  test.each([
    '{service_name="a"}',
    '{service_name=~"${service:regex}"} | trace_id="${__trace.traceId}"',
    'topk(10, sum by (level) (count_over_time({a="b"} | json level="level" [$__auto])))',
    'sum(rate({a="b"}[$__interval])) / sum(rate({a="b"}[$__range]))',
  ])('takes %s', (query) => {
    expect(() => checkLogql(query)).not.toThrow();
  });

  test('shows where a query does not parse', () => {
    expect(() => checkLogql('sum(rate({a="b"}[5m])')).toThrow(
      new LogqlError('LogQL that does not parse:\n  sum(rate({a="b"}[5m])\n                      ^'),
    );
    expect(() => checkLogql('sum(rate({a="b"}[$__interval])) >\n  and vector(1)')).toThrow(
      'LogQL that does not parse:\n    and vector(1)\n    ^',
    );
  });

  test('keeps the caret in place behind a window of Grafana', () => {
    expect(() => checkLogql('rate({a="b"}[$__interval]) +* 1')).toThrow(
      `\n  rate({a="b"}[$__interval]) +* 1\n${' '.repeat(30)}^`,
    );
  });

  test.each(['', ' ', '{}', '{a=b}', 'up', 'sum(rate({a="b"}[5m])) offset 1h', 'rate({a="b"}[$window])'])(
    "refuses '%s'",
    (query) => {
      expect(() => checkLogql(query)).toThrow(LogqlError);
    },
  );

  test('judges whatever is printed', () => {
    const { expr } = LINES.json({ 'no label': 'x' });
    expect(() => printLogql(expr, { window: '5m' })).toThrow('LogQL that does not parse:');
  });
});
