import { bucketShares, record } from '../../../promql';
import { latency, p99, text } from './fixtures';

const byRoute = latency.rate('1h').sumBy('route');
const BUCKETS = 'sum by (route, le) (rate(http_request_seconds_bucket[1h]))';
const COUNT = 'sum by (route) (rate(http_request_seconds_count[1h]))';

describe('of a histogram', () => {
  test('a quantile is taken from the sum of its rated buckets by le', () => {
    expect(text(p99)).toBe('histogram_quantile(0.99, sum by (le, route) (rate(http_request_seconds_bucket[5m])))');
    expect(p99).toMatchObject({ labels: ['route'], unit: 'seconds' });
  });

  test('a quantile over everything still keeps le for itself', () => {
    const overall = latency.rate().sumBy().quantile(0.5);
    expect(text(overall)).toContain('sum by (le) (');
    expect(overall.labels).toEqual([]);
  });

  test('the mean is sum by count, and nothing where nothing was observed', () => {
    expect(text(byRoute.mean())).toBe(`sum by (route) (rate(http_request_seconds_sum[1h])) / (${COUNT} > 0)`);
    expect(byRoute.mean()).toMatchObject({ labels: ['route'], unit: 'seconds' });
  });

  test('a cumulative share joins every bound with the one count of its series', () => {
    expect(text(byRoute.cumulativeRatio())).toBe(`${BUCKETS} / on (route) group_left () (${COUNT} > 0)`);
    expect(byRoute.cumulativeRatio()).toMatchObject({ labels: ['route', 'le'], unit: 'ratio' });
  });

  test('the buckets of a heatmap have le as a label and count observations', () => {
    expect(text(byRoute.perBucket())).toBe(BUCKETS);
    expect(byRoute.perBucket()).toMatchObject({ labels: ['route', 'le'], unit: 'count/s' });
  });

  test('the count is a counter of observations', () => {
    const count = latency.where({ route: '/die' }).count.where({ version: 'v2' });
    expect(text(count.rate())).toBe('rate(http_request_seconds_count{route="/die",version="v2"}[5m])');
    expect(count.increase('1h').unit).toBe('count');
  });

  test('matchers reach the buckets', () => {
    expect(text(latency.where({ route: '/die' }).rate().sumBy().quantile(0.5))).toContain(
      'http_request_seconds_bucket{route="/die"}[5m]',
    );
  });

  test.each([-0.1, 1.1, 99, NaN])('the quantile %d is refused', (q) => {
    expect(() => byRoute.quantile(q)).toThrow(`http_request_seconds: a quantile lies between 0 and 1, not ${q}`);
  });
});

describe('the shares of single buckets', () => {
  const cumulative = record('route_le:http_request:ratio', byRoute.cumulativeRatio());
  const shares = bucketShares<'route'>(cumulative, [0.1, 1]);

  test('are one for each bound and one for what is above the last', () => {
    expect(shares).toHaveLength(3);
  });

  test('begin with the cumulative share of the first bound', () => {
    expect(shares.slice(0, 1).map((share) => text(share))).toEqual(['route_le:http_request:ratio{le="0.1"}']);
  });

  test('are each cumulative share less the one below, under its own upper bound', () => {
    const less = (le: string, below: string) =>
      `label_replace(route_le:http_request:ratio{le="${le}"} - ignoring (le) route_le:http_request:ratio{le="${below}"}, "le", "${le}", "", "")`;
    expect(shares.slice(1).map((share) => text(share))).toEqual([less('1.0', '0.1'), less('+Inf', '1.0')]);
  });

  test('all have the same labels, so that they can be put side by side', () => {
    expect(shares.map(({ labels }) => [...labels].sort())).toEqual(Array(3).fill(['le', 'route']));
    expect(() => shares.reduce((left, right) => left.or(right))).not.toThrow();
  });
});
