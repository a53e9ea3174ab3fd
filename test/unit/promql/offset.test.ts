import { raw } from '../../../promql';
import { byRoute, errorRatio, memory, memoryLimit, p99, requests, text } from './fixtures';

describe('offset', () => {
  test('stands behind a selector', () => {
    expect(text(memory.where({ node: 'a' }).offset('1d'))).toBe('memory_bytes{node="a"} offset 1d');
    expect(text(errorRatio.offset('1w'))).toBe('route:http_errors:ratio offset 1w');
  });

  test('stands behind the range of a selector', () => {
    expect(text(requests.rate('5m').offset('1d'))).toBe('rate(http_requests_total[5m] offset 1d)');
  });

  test('goes through aggregations and functions to the selector, where PromQL wants it', () => {
    expect(text(byRoute.offset('1d'))).toBe('sum by (route) (rate(http_requests_total[5m] offset 1d))');
    expect(text(p99.offset('1d'))).toMatch(/^histogram_quantile\(0\.99, .*_bucket\[5m\] offset 1d\)\)\)$/);
  });

  test('goes to both sides of an operator, and leaves numbers alone', () => {
    expect(text(memory.div(memoryLimit).mul(2).offset('1h'))).toBe(
      'memory_bytes offset 1h / memory_limit_bytes offset 1h * 2',
    );
  });

  test('of a subquery stands behind it and not within: it would shift twice', () => {
    expect(text(byRoute.avgOverTime('1h', '1m').offset('1d'))).toBe(
      'avg_over_time(sum by (route) (rate(http_requests_total[5m]))[1h:1m] offset 1d)',
    );
  });

  test('of something that is shifted already adds up', () => {
    expect(text(memory.offset('1h').offset('30m'))).toBe('memory_bytes offset 5400000ms');
  });

  test('of a shifted metric over time moves behind the range', () => {
    expect(text(memory.offset('1h').avgOverTime('5m'))).toBe('avg_over_time(memory_bytes[5m] offset 1h)');
  });

  test('cannot reach into raw text', () => {
    const text = raw('memory_bytes', { labels: ['node'], unit: 'bytes', metrics: [memory] });
    expect(() => text.offset('1h')).toThrow(/offset cannot reach into raw\(\).*memory_bytes/);
  });
});
