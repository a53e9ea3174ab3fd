import { bucketShares, histogram, record } from '../../../promql';
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

  test('exemplars are asked for by the series of its buckets, of which none is ever drawn', () => {
    expect(text(latency.where({ route: '/die' }).exemplars())).toBe('http_request_seconds_bucket{route="/die"} < 0');
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

describe('of a histogram whose buckets go by a label', () => {
  const feature = histogram('feature_value', {
    labels: { model: ['a', 'b'], feature: ['vdd', 'leakage'] },
    unit: 'value',
    buckets: { by: 'feature', of: { vdd: [0.8, 0.9], leakage: [2, 3] } },
    help: 'Volts or nanoamperes.',
  });
  const message =
    "feature_value: its buckets go by 'feature', and sumBy('model') would mix their bounds: keep 'feature', or pin it with where({ feature: '…' })";

  test('a sum over the label is refused: it would mix bounds and units', () => {
    expect(() => feature.rate().sumBy('model')).toThrow(message);
    expect(() => feature.rate().sumBy()).toThrow("and sumBy() would mix their bounds: keep 'feature'");
  });

  test('the same where the label is matched, but not pinned to one value', () => {
    const some = [
      feature.where({ feature: ['vdd', 'leakage'] }),
      feature.where({ feature: { not: 'vdd' } }),
      feature.where({ model: 'a' }),
    ];
    for (const matched of some) expect(() => matched.rate().sumBy('model')).toThrow(message);
  });

  test('a sum keeps the label, or has it pinned to one value', () => {
    expect(() => feature.rate().sumBy('feature').quantile(0.9)).not.toThrow();
    expect(() => feature.where({ feature: 'vdd' }).rate().sumBy('model').cumulativeRatio()).not.toThrow();
  });

  test('the count has no bounds to mix', () => {
    expect(() => feature.count.rate().sumBy('model')).not.toThrow();
  });

  test('only the bounds of the pinned value are recorded', () => {
    const ofVdd = feature.where({ feature: 'vdd' }).rate().sumBy('model').cumulativeRatio();
    expect(() => record('a:b', ofVdd).where({ le: '2.0' })).toThrow("never has the value '2.0'; it has 0.8, 0.9, +Inf");
    const ofEach = feature.rate().sumBy('feature').cumulativeRatio();
    expect(() => record('a:b', ofEach).where({ le: '2.0' })).not.toThrow();
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
