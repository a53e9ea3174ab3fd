import { metricsRead, record, selectors, type Duration } from '../../../promql';
import { byRoute, errorRatio, p99, text } from './fixtures';

describe('a recorded series', () => {
  test('is read by its name and has the labels and the unit of its source', () => {
    expect(text(errorRatio)).toBe('route:http_errors:ratio');
    expect(errorRatio).toMatchObject({ labels: ['route'], unit: 'ratio', record: 'route:http_errors:ratio' });
  });

  test('keeps its source, whose metrics it does not count as read', () => {
    expect(metricsRead(errorRatio.source.expr)).toEqual(['http_requests_total']);
    expect(metricsRead(errorRatio.expr)).toEqual(['route:http_errors:ratio']);
  });

  test.each(['errors', 'route errors:ratio', '1:errors', 'route:', ':errors', 'route:err-ors'])(
    "is not named '%s'",
    (name) => {
      expect(() => record(name, byRoute)).toThrow(`'${name}' is no name for a recorded series`);
    },
  );

  test.each<Duration>(['5m', '10m', '1d'])('is not written only every %s, which leaves gaps', (interval) => {
    expect(() => record('a:b', byRoute, { interval })).toThrow(
      `a:b is written every ${interval}: it must be less than the lookback of 5m`,
    );
  });

  test('is written every half minute unless it says otherwise', () => {
    expect(errorRatio.interval).toBe('30s');
    expect(record('a:b', byRoute, { interval: '2m' }).interval).toBe('2m');
  });

  test('has no other labels to match', () => {
    expect(() => errorRatio.where({ version: 'v2' } as never)).toThrow(
      "route:http_errors:ratio has no label 'version'; it has route",
    );
  });
});

describe('the metrics that an expression reads', () => {
  test('are named as declared, each once', () => {
    expect(metricsRead(p99.on('route').compare('>', p99).expr)).toEqual(['http_request_seconds']);
    expect(metricsRead(byRoute.and(p99).expr)).toEqual(['http_requests_total', 'http_request_seconds']);
  });

  test('are selected by series with all their labels, le of a bucket too', () => {
    expect(selectors(p99.expr).map(({ series, labels }) => [series, labels.includes('le')])).toEqual([
      ['http_request_seconds_bucket', true],
    ]);
  });
});
