import { duration, milliseconds, print, spoken, type Duration, type PrintContext } from '../../../promql';
import { byRoute, hits, memory, p99, requests, text } from './fixtures';

const PANEL: PrintContext = { window: '$__rate_interval', range: '$__range' };

describe('the window', () => {
  test('auto is five minutes in a rule and the rate interval on a panel', () => {
    expect(text(requests.rate())).toBe('rate(http_requests_total[5m])');
    expect(text(requests.rate(), PANEL)).toBe('rate(http_requests_total[$__rate_interval])');
  });

  test('range is the time range of a panel', () => {
    expect(text(requests.increase('range'), PANEL)).toBe('increase(http_requests_total[$__range])');
  });

  test('range has no meaning in a rule', () => {
    expect(() => print(requests.increase('range').expr)).toThrow(/window 'range' .* a rule has none/);
  });

  test('with a duration is the same everywhere', () => {
    expect(text(requests.rate('1h'), PANEL)).toBe(text(requests.rate('1h')));
  });

  test('reaches the buckets of a histogram', () => {
    expect(text(p99, PANEL)).toContain('http_request_seconds_bucket[$__rate_interval]');
  });
});

describe('over time', () => {
  test('a metric is read as a range', () => {
    expect(text(hits.avgOverTime('1h'))).toBe('avg_over_time(cache_hit_ratio[1h])');
  });

  test('the newest sample is that of the window, however far apart samples are', () => {
    expect(text(hits.lastOverTime('10m'))).toBe('last_over_time(cache_hit_ratio[10m])');
  });

  test('an expression is a subquery with its step', () => {
    expect(text(byRoute.maxOverTime('1h', '1m'))).toBe(
      'max_over_time(sum by (route) (rate(http_requests_total[5m]))[1h:1m])',
    );
  });

  test('an expression with an operator is parenthesised below its subquery', () => {
    expect(text(memory.mul(2).minOverTime('1h', '1m'))).toBe('min_over_time((memory_bytes * 2)[1h:1m])');
  });

  test('an expression without a step is refused', () => {
    expect(() => byRoute.avgOverTime('1h')).toThrow(/is a subquery: give its step, .*'1m'/);
  });
});

describe('a duration', () => {
  test.each<[Duration, number]>([
    ['500ms', 500],
    ['15s', 15_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['30d', 2_592_000_000],
    ['1w', 604_800_000],
  ])('%s is %d milliseconds', (text, expected) => {
    expect(milliseconds(text)).toBe(expected);
    expect(duration(text)).toBe(text);
  });

  test.each<[Duration, string]>([
    ['24h', '1 day'],
    ['36h', '36 hours'],
    ['90m', '90 minutes'],
    ['60s', '1 minute'],
    ['1w', '7 days'],
    ['1500ms', '1500 milliseconds'],
  ])('%s is spoken as "%s"', (text, expected) => {
    expect(spoken(text)).toBe(expected);
  });

  const BAD = ['1.5h', '-5m', '0s', '5', '1h30m', '5 m', '1e3s', '5y', ''] as Duration[];
  test.each(BAD)("'%s' is refused wherever one is taken", (bad) => {
    const message = `'${bad}' is no duration`;
    expect(() => duration(bad)).toThrow(message);
    expect(() => requests.rate(bad)).toThrow(message);
    expect(() => requests.increase(bad)).toThrow(message);
    expect(() => p99.offset(bad)).toThrow(message);
    expect(() => hits.avgOverTime(bad)).toThrow(message);
    expect(() => byRoute.avgOverTime(bad, '1m')).toThrow(message);
    expect(() => byRoute.avgOverTime('1h', bad)).toThrow(message);
  });
});
