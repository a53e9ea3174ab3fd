import { constantBy, seconds } from '../../../promql';
import { byRoute, errorRatio, hits, latency, p99, requests, text } from './fixtures';

const withVersion = { window: '5m', match: [{ label: 'version', op: '=~', value: '$version' }] } as const;
const withRoute = { window: '5m', match: [{ label: 'route', op: '=~', value: '$route' }] } as const;

describe('a variable of the context', () => {
  test('becomes a matcher of a metric that has the label, whether the result keeps it or not', () => {
    expect(text(byRoute, withVersion)).toBe('sum by (route) (rate(http_requests_total{version=~"$version"}[5m]))');
  });

  test('stands behind the matchers of the expression itself', () => {
    expect(text(requests.where({ code: '500' }).rate(), withVersion)).toBe(
      'rate(http_requests_total{code="500",version=~"$version"}[5m])',
    );
  });

  test('reaches both sides of an operator, and every series of a histogram', () => {
    const printed = text(latency.rate().sumBy('route').mean(), withRoute);
    expect(printed).toContain('http_request_seconds_sum{route=~"$route"}');
    expect(printed).toContain('http_request_seconds_count{route=~"$route"}');
    expect(text(p99, withRoute)).toContain('http_request_seconds_bucket{route=~"$route"}');
  });

  test('leaves metrics without the label as they are', () => {
    expect(text(hits, withRoute)).toBe('cache_hit_ratio');
  });

  test('reaches recorded series by the labels that were recorded, and no others', () => {
    expect(text(errorRatio, withRoute)).toBe('route:http_errors:ratio{route=~"$route"}');
    expect(text(errorRatio, withVersion)).toBe('route:http_errors:ratio');
  });

  test('does not reach constants, which are no metric', () => {
    const lines = constantBy('route', { '/die': seconds(1) });
    expect(text(lines, withRoute)).toBe('label_replace(vector(1), "route", "/die", "", "")');
  });
});
