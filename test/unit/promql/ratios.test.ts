import { bytes, constant, constantBy, perMinute, seconds } from '../../../promql';
import { byRoute, hits, memory, requests, text } from './fixtures';

const failed = requests.where({ code: '500' }).rate().sumBy('route');
const ALL = 'sum by (route) (rate(http_requests_total[5m]))';
const FAILED = 'sum by (route) (rate(http_requests_total{code="500"}[5m]))';

describe('an empty-safe ratio', () => {
  test('counts no errors as zero where there are requests, and says nothing where there are none', () => {
    expect(text(failed.orZeroOf(byRoute).div(byRoute.positive()))).toBe(`(${FAILED} or ${ALL} * 0) / (${ALL} > 0)`);
  });

  test('may ask for more evidence than one event', () => {
    expect(text(byRoute.atLeast(10))).toBe(`${ALL} >= 10`);
  });

  test('keeps the unit of what is counted, whatever the zeros are made of', () => {
    expect(memory.sumBy('node').orZeroOf(hits.sumBy('node')).unit).toBe('bytes');
  });

  test('without labels may be zero by itself', () => {
    expect(text(requests.rate().sumBy().orZero())).toBe('sum(rate(http_requests_total[5m])) or vector(0)');
  });
});

describe('a constant', () => {
  test('is one series without labels', () => {
    expect(text(constant(seconds(0.2)))).toBe('vector(0.2)');
    expect(constant(seconds(0.2))).toMatchObject({ labels: [], unit: 'seconds' });
  });

  test('by a label is one series for each value, each with its own number', () => {
    const lines = constantBy('route', { '/die': seconds(0.2), '/wafer': seconds(2) });
    expect(text(lines)).toBe(
      'label_replace(vector(0.2), "route", "/die", "", "") or label_replace(vector(2), "route", "/wafer", "", "")',
    );
    expect(lines).toMatchObject({ labels: ['route'], unit: 'seconds' });
  });

  test('by a label needs at least one value', () => {
    expect(() => constantBy('route', {})).toThrow("no constants by 'route'");
  });

  test('by a label has one unit', () => {
    expect(() => constantBy('route', { '/die': seconds(1), '/wafer': bytes(1) as never })).toThrow(
      'seconds meets bytes',
    );
  });
});

describe('a rate', () => {
  test('may be told by the minute', () => {
    expect(text(byRoute.perMinute())).toBe(`${ALL} * 60`);
    expect(byRoute.perMinute().unit).toBe('requests/min');
    expect(perMinute(5, 'requests')).toMatchObject({ value: 5, unit: 'requests/min' });
  });

  test('is all that can be told by the minute', () => {
    expect(() => (memory as unknown as { perMinute(): unknown }).perMinute()).toThrow('perMinute() needs a rate');
  });
});

describe('functions of a vector', () => {
  test('print around it', () => {
    const ratio = hits.sumBy('node');
    expect(text(ratio.ln())).toBe('ln(sum by (node) (cache_hit_ratio))');
    expect(text(ratio.percent())).toBe('sum by (node) (cache_hit_ratio) * 100');
    expect(text(ratio.sub(ratio).points())).toBe(
      '(sum by (node) (cache_hit_ratio) - sum by (node) (cache_hit_ratio)) * 100',
    );
    expect(text(memory.clampMin(bytes(1024)))).toBe('clamp_min(memory_bytes, 1024)');
    expect(text(memory.countBy('node'))).toBe('count by (node) (memory_bytes)');
    expect(memory.countBy('node').unit).toBe('count');
  });
});
