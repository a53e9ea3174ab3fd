import { checkSyntax, metricsRead, PromqlError, raw } from '../../../promql';
import { latency, memory, requests, text } from './fixtures';

const of = (promql: string, ...metrics: Parameters<typeof raw>[1]['metrics']) =>
  raw(promql, { labels: ['node'], unit: 'bytes', metrics });

/** The column under which the caret stands, counted in the line that the message shows. */
function caret(promql: string): number {
  try {
    checkSyntax(promql);
  } catch (error) {
    const lines = error instanceof PromqlError ? error.message.split('\n') : [];
    expect(lines[0]).toBe('PromQL that does not parse:');
    expect(lines).toHaveLength(3);
    return (lines[2] ?? '').indexOf('^') - 2;
  }
  throw new Error(`parses: ${promql}`);
}

describe('raw text', () => {
  test('is printed as it stands, with the labels and the unit that it claims', () => {
    const quantile = of('topk(3, memory_bytes)', memory);
    expect(text(quantile)).toBe('topk(3, memory_bytes)');
    expect(quantile).toMatchObject({ labels: ['node'], unit: 'bytes' });
    expect(metricsRead(quantile.expr)).toEqual(['memory_bytes']);
  });

  test('that does not parse fails with its line and a caret under the place', () => {
    expect(() => of('sum(memory_bytes))', memory)).toThrow(
      new PromqlError(`PromQL that does not parse:\n  sum(memory_bytes))\n  ${' '.repeat(17)}^`),
    );
  });

  test('shows only the line that is wrong', () => {
    expect(() => of('memory_bytes\n  + * 2\n  + 1', memory)).toThrow(
      new PromqlError('PromQL that does not parse:\n    + * 2\n      ^'),
    );
  });

  test.each([
    ['a + + * b', 6],
    ['rate(x[5q])', 8],
    ['sum by route (x)', 7],
    ['sum(x', 4],
    ['{', 0],
    ['', 0],
    ['\n', 0],
  ])('%j has its caret at column %d', (promql, column) => {
    expect(caret(promql)).toBe(column);
  });

  test('may read only metrics that it declares', () => {
    expect(() => of('memory_bytes / memory_max', memory)).toThrow(
      "raw() reads 'memory_max', which is none of its metrics (memory_bytes)",
    );
    expect(() => of('memory_bytes')).toThrow("raw() reads 'memory_bytes', which is none of its metrics (none given)");
  });

  test.each(['{__name__=~"memory_.*"}', '{"memory_bytes"}', '{node="a"}'])(
    'may not get around that with a selector without a name: %s',
    (selector) => {
      expect(() => of(`sum(${selector})`, memory)).toThrow(`raw() reads '${selector}', which is none of its metrics`);
    },
  );

  test.each(['bucket', 'sum', 'count'])('may read _%s of a histogram', (suffix) => {
    expect(() => of(`sum(http_request_seconds_${suffix})`, latency)).not.toThrow();
  });

  test('may not add such a suffix to another kind, nor any other to a histogram', () => {
    expect(() => of('memory_bytes_sum', memory)).toThrow("raw() reads 'memory_bytes_sum'");
    expect(() => of('http_request_seconds_total', latency)).toThrow("raw() reads 'http_request_seconds_total'");
    expect(() => of('http_requests_total', requests)).not.toThrow();
  });

  test.each(['memory_bytes # in use', 'memory_bytes# in use\n * 2', '# in use\nmemory_bytes'])(
    'may not have a comment, which would hide what it is composed with: %j',
    (promql) => {
      expect(() => of(promql, memory)).toThrow("raw() has the comment '# in use', which would hide what follows it");
    },
  );

  test('may have a number sign in a string', () => {
    expect(() => of('memory_bytes{node="rack #1"}', memory)).not.toThrow();
  });

  test('does not take label names, functions and strings for metrics', () => {
    expect(() => of('count by (zone) (label_replace(memory_bytes, "zone", "other", "", ""))', memory)).not.toThrow();
  });
});
