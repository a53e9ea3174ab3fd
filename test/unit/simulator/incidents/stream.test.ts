import { absent, gauge, nativeHistogram, own } from '../../../../promql';
import { gaugeOf, type Series } from '../../../../simulator/series';
import { targetOf } from '../../../../simulator/target';
import { chunks, scrapes } from '../../../live/incidents/stream';

const heat = gauge('heat', { labels: { namespace: own, service: absent }, unit: 'ratio', help: 'Heat.' });
const SCRAPE = { job: 'oven', namespace: 'kitchen', port: 'metrics', interval: '15s' } as const;
const STRETCH = { seed: 1, from: 1000, judged: 1000, to: 1060 };

const oven = (series: readonly Series[], more: object = {}) => targetOf(SCRAPE, { pod: 'oven-0', series, ...more });
const fields = (target: ReturnType<typeof oven>) =>
  [...scrapes([target], STRETCH)].map((line) => line.trimEnd().split('\t'));
/** What each scrape brings, of `up` and of the first series of the target's own. */
const brought = (target: ReturnType<typeof oven>) =>
  fields(target)
    .slice(1)
    .map(([, , , values = '']) => values.split(' '))
    .map((values) => [values[0], values[5]]);

describe('the scrapes of a stretch of time', () => {
  it('declare the series of each target first, those of the scraper among them, without labels that are empty', () => {
    const [declaration] = fields(oven([gaugeOf(heat, { namespace: 'room', service: '' }, () => 1)]));
    const sets = JSON.parse(declaration?.[2] ?? '') as Record<string, string>[];
    const target = { job: 'oven', endpoint: 'metrics', container: 'oven', pod: 'oven-0', instance: 'oven-0' };
    expect(declaration?.slice(0, 2)).toEqual(['series', '0']);
    expect(sets.map(({ __name__ }) => __name__)).toEqual([
      'up',
      'scrape_duration_seconds',
      'scrape_samples_scraped',
      'scrape_samples_post_metric_relabeling',
      'scrape_series_added',
      'heat',
    ]);
    expect(sets[0]).toEqual({ __name__: 'up', namespace: 'kitchen', service: 'oven', ...target });
    // Its own label takes the place of the target's.
    expect(sets[5]).toEqual({ __name__: 'heat', namespace: 'room', ...target });
  });

  it('come once an interval, in milliseconds, within the stretch', () => {
    const times = fields(oven([]))
      .slice(1)
      .map(([, , time]) => Number(time));
    expect(times).toHaveLength(4);
    expect(times.slice(1).map((time, i) => time - (times[i] ?? 0))).toEqual([15_000, 15_000, 15_000]);
    expect(times[0]).toBeGreaterThanOrEqual(1_000_000);
    expect(times[0]).toBeLessThan(1_015_000);
  });

  it('bring nothing but up = 0 while the target does not answer, and nothing at all when it is gone', () => {
    const heated = [gaugeOf(heat, { namespace: 'room' }, () => 0.5)];
    expect(brought(oven(heated, { answers: (t: number) => t < 1030 }))).toEqual([
      ['1', '0.5'],
      ['1', '0.5'],
      ['0', '_'],
      ['0', '_'],
    ]);
    expect(brought(oven(heated, { exists: (t: number) => t < 1030 })).slice(2)).toEqual([
      ['_', '_'],
      ['_', '_'],
    ]);
  });

  it('leave out a series that is not there', () => {
    const series = gaugeOf(heat, { namespace: 'room' }, (t) => (t < 1030 ? 1 : undefined));
    expect(brought(oven([series])).map(([, value]) => value)).toEqual(['1', '1', '_', '_']);
  });

  it('write a native histogram in one word', () => {
    const spec = nativeHistogram('bake', { unit: 'seconds', help: 'Baking.' });
    const value = () => ({ schema: 0, first: -2, counts: [1, 0, 3], sum: 2.5 });
    const series: Series = { metric: spec.spec, name: 'bake', labels: {}, value };
    expect(brought(oven([series]))[0]).toEqual(['1', '0:-2:2.5:1,0,3']);
  });

  it('of several targets are in the order of time', () => {
    const targets = [oven([]), targetOf({ ...SCRAPE, interval: '30s' }, { pod: 'oven-1', series: [] })];
    const times = [...scrapes(targets, STRETCH)].slice(2).map((line) => Number(line.split('\t')[2]));
    expect(times).toHaveLength(6);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('lines in chunks', () => {
  const joined = (lines: readonly string[], size: number) => [...chunks(lines, size)];

  it('are all there, in their order, however they are cut', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}\n`);
    for (const size of [1, 10, 64, 10_000]) expect(joined(lines, size).join('')).toBe(lines.join(''));
  });

  it('are gathered until they are long enough, and none is cut in two', () => {
    expect(joined(['abc\n', 'de\n', 'f\n', 'ghi\n'], 6)).toEqual(['abc\nde\n', 'f\nghi\n', '']);
  });
});
