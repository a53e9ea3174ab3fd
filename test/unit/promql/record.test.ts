import { any, constant, gauge, metricsRead, not, ratio, raw, record, selectors, type Duration } from '../../../promql';
import { byRoute, errorRatio, latency, memory, p99, requests, text } from './fixtures';

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

describe('the label values of a recorded series', () => {
  const byCode = requests.rate().sumBy('route', 'code', 'version');
  const die = requests.where({ route: '/die' }).rate().sumBy('route');
  const wafer = requests.where({ route: '/wafer' }).rate().sumBy('route');
  const limits = gauge('limit', { labels: { route: ['/die', '/lot'], tier: ['a', 'b'] }, unit: 'ratio', help: '' });
  const message = "a:b: label 'route' never has the value '/waver'; it has /die, /wafer";

  test.each([
    ['a metric', byCode],
    ['an aggregation', byCode.maxBy('route')],
    ['a ratio', byRoute.orZeroOf(byRoute).div(byRoute.positive())],
    ['a function', byRoute.abs()],
    ['a subquery', byRoute.maxOverTime('1h', '1m')],
    ['a quantile', p99],
    ['a recorded series', record('c:d', byRoute)],
    ['alternatives', die.or(wafer)],
    ['a join', byCode.on('route').left().div(byRoute)],
    ['a condition', byRoute.unless(die)],
  ])('are those that are declared: of %s', (_, source) => {
    const recorded = record('a:b', source as typeof byRoute);
    expect(() => recorded.where({ route: '/waver' })).toThrow(message);
    expect(() => recorded.where({ route: ['/die', '/waver'] })).toThrow(message);
    expect(() => recorded.where({ route: not('/waver') })).toThrow(message);
    expect(() => recorded.where({ route: '/die' }).where({ route: '/waver' })).toThrow(message);
    expect(text(recorded.where({ route: '/wafer' }))).toBe('a:b{route="/wafer"}');
  });

  test('are only those that its source matches', () => {
    expect(() => record('a:b', die).where({ route: '/wafer' })).toThrow("'/wafer'; it has /die");
    const others = requests.where({ route: not('/die') }).rate();
    expect(() => record('a:b', others.sumBy('route')).where({ route: '/die' })).toThrow("'/die'; it has /wafer");
    const versions = requests.where({ version: ['v1.0', 'a|b'] }).rate();
    expect(() => record('a:b', versions.sumBy('version')).where({ version: 'v2' })).toThrow("'v2'; it has v1.0, a|b");
  });

  test('are taken over by a join from the side that has them', () => {
    const tiered = byCode.on('route').left('tier').mul(limits.maxBy('route', 'tier'));
    expect(() => record('a:b', tiered).where({ tier: 'c' })).toThrow("'c'; it has a, b");
    expect(() => record('a:b', tiered).where({ code: '404' })).toThrow("'404'; it has 200, 500");
  });

  test('include the bounds of a histogram as Prometheus writes them', () => {
    const cumulative = record('a:b', latency.rate().sumBy('route').cumulativeRatio());
    expect(() => cumulative.where({ le: '1' })).toThrow(
      "label 'le' never has the value '1'; it has 0.1, 0.5, 1.0, +Inf",
    );
    expect(text(cumulative.where({ le: '1.0' }))).toBe('a:b{le="1.0"}');
  });

  test('may be any where none are declared: of any, of le of a gauge, of the scrape', () => {
    const baseline = gauge('baseline', { labels: { le: any }, unit: 'ratio', help: '' });
    expect(() => record('a:b', baseline.maxBy('le')).where({ le: '1' })).not.toThrow();
    expect(() => record('a:b', byCode).where({ version: 'v9' })).not.toThrow();
    expect(() => record('a:b', memory.sumBy('pod')).where({ pod: 'x' })).not.toThrow();
  });

  test('may be any where the label is set, or comes from text', () => {
    const set = constant(ratio(1)).labelled('route', '/lot');
    expect(() => record('a:b', set).where({ route: '/waver' })).not.toThrow();
    expect(() => record('a:b', byRoute.as('ratio').or(set)).where({ route: '/lot' })).not.toThrow();
    expect(() => record('a:b', byRoute.sumBy().labelled('route', 'all')).where({ route: 'all' })).not.toThrow();
    const written = raw('memory_bytes', { labels: ['node'], unit: 'bytes', metrics: [memory] });
    expect(() => record('a:b', written).where({ node: 'x' })).not.toThrow();
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
