import { metricsRead, nativeHistogram, seconds } from '../../../promql';
import { text } from './fixtures';

const latency = nativeHistogram('query_seconds', {
  labels: { handler: ['query', 'series'] },
  unit: 'seconds',
  help: 'Time from request to answer.',
});
const byHandler = latency.rate('1h').sumBy('handler');
const SUM = 'sum by (handler) (rate(query_seconds[1h]))';
const OBSERVED = `histogram_count(${SUM})`;

describe('of a native histogram', () => {
  test('a quantile is taken from the sum of its rates, which keeps no le', () => {
    expect(text(byHandler.quantile(0.99))).toBe(`histogram_quantile(0.99, ${SUM})`);
    expect(byHandler.quantile(0.99)).toMatchObject({ labels: ['handler'], unit: 'seconds' });
  });

  test('the observations per second are its count', () => {
    expect(text(byHandler.observed())).toBe(OBSERVED);
    expect(byHandler.observed().unit).toBe('count/s');
  });

  test('the mean is sum by count, and nothing where nothing was observed', () => {
    expect(text(byHandler.mean())).toBe(`histogram_sum(${SUM}) / (${OBSERVED} > 0)`);
    expect(byHandler.mean()).toMatchObject({ labels: ['handler'], unit: 'seconds' });
  });

  test('the share below a bound is nothing where nothing was observed', () => {
    expect(text(byHandler.fractionAtMost(seconds(0.5)))).toBe(`histogram_fraction(0, 0.5, ${SUM}) and ${OBSERVED} > 0`);
    expect(byHandler.fractionAtMost(seconds(0.5))).toMatchObject({ labels: ['handler'], unit: 'ratio' });
  });

  test('the observations below a bound are their share of all', () => {
    expect(text(byHandler.atMost(seconds(0.5)))).toBe(
      `${OBSERVED} * (histogram_fraction(0, 0.5, ${SUM}) and ${OBSERVED} > 0)`,
    );
    expect(byHandler.atMost(seconds(0.5)).unit).toBe('count/s');
  });

  test('matchers reach it, and it is read under its own name', () => {
    const median = latency.where({ handler: 'query' }).rate().sumBy().quantile(0.5);
    expect(text(median)).toContain('rate(query_seconds{handler="query"}[5m])');
    expect(metricsRead(median.expr)).toEqual(['query_seconds']);
  });

  test('its series are counted without looking into them', () => {
    expect(text(latency.where({ handler: 'query' }).seriesBy('handler'))).toBe(
      'count by (handler) (query_seconds{handler="query"})',
    );
  });

  test.each([0.1, 0.3, 3])('%d is refused as a bound, since Prometheus would guess how much is below it', (bound) => {
    const [below, above] = [2 ** Math.floor(Math.log2(bound)), 2 ** Math.ceil(Math.log2(bound))];
    expect(() => byHandler.fractionAtMost(seconds(bound))).toThrow(
      `query_seconds: ${bound} is no power of two, and so no bound of every native histogram: take ${below} or ${above}`,
    );
  });

  test.each([0, -1])('%d is refused as a bound', (bound) => {
    expect(() => byHandler.atMost(seconds(bound))).toThrow(`${bound} is no power of two`);
  });

  test.each([-0.1, 1.1, NaN])('the quantile %d is refused', (q) => {
    expect(() => byHandler.quantile(q)).toThrow(`query_seconds: a quantile lies between 0 and 1, not ${q}`);
  });

  test('what a classic one has, it refuses at run time, too', () => {
    const untyped = latency as unknown as Record<'quantile' | 'upTo' | 'count', unknown>;
    expect(() => untyped.quantile).toThrow('rate() it and sumBy() its replicas first');
    expect(() => untyped.upTo).toThrow('take rate().sumBy(…).atMost(…)');
    expect(() => untyped.count).toThrow('take rate().sumBy(…).observed()');
    expect(() => latency.rate().sumBy('route' as never)).toThrow("query_seconds has no label 'route'");
  });
});
