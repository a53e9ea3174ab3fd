import { counter, gauge, nativeHistogram } from '../../../../promql';
import { counterOf, gaugeOf, type Series } from '../../../../simulator/series';
import { targetOf } from '../../../../simulator/target';
import { HOUR } from '../../../../simulator/time';
import { declaredSeries } from '../../../bench/queries/series';

const fired = counter('kiln_fired_total', { labels: { kiln: ['K1', 'K2'] }, help: 'Loads.' });
const heat = gauge('kiln_heat_celsius', { labels: {}, unit: 'celsius', help: 'Heat.' });
const NOW = 1_700_000_000;

const scrape = { job: 'kiln', namespace: 'ceramics', port: 'metrics', interval: '15s' } as const;
const declaredOf = (...series: readonly Series[]) => declaredSeries([targetOf(scrape, { pod: 'kiln-0', series })], NOW);
const named = (name: string, ...series: readonly Series[]) =>
  declaredOf(...series).filter(({ labels }) => labels.__name__ === name);

describe('the series of a target', () => {
  it('are known with the labels of the target and their own, and how fast they grow', () => {
    expect(
      named(
        'kiln_fired_total',
        counterOf(fired, { kiln: 'K1' }, (t) => 2 * (t - NOW + HOUR)),
      ),
    ).toEqual([
      {
        labels: {
          __name__: 'kiln_fired_total',
          namespace: 'ceramics',
          job: 'kiln',
          service: 'kiln',
          endpoint: 'metrics',
          pod: 'kiln-0',
          container: 'kiln',
          instance: 'kiln-0',
          kiln: 'K1',
        },
        interval: 15,
        kind: 'counter',
        rate: 2,
        whole: true,
      },
    ]);
  });

  it('have the level of a gauge', () => {
    expect(
      named(
        'kiln_heat_celsius',
        gaugeOf(heat, {}, () => 981.5),
      ),
    ).toMatchObject([{ kind: 'gauge', level: 981.5, whole: false }]);
  });

  it('tell a time, which grows by a second each second, from other gauges', () => {
    expect(
      named(
        'kiln_heat_celsius',
        gaugeOf(heat, {}, (t) => t - 30),
      ),
    ).toMatchObject([{ kind: 'clock', level: NOW - 30 }]);
  });

  it('are left out where there is none now', () => {
    expect(
      named(
        'kiln_heat_celsius',
        gaugeOf(heat, {}, () => undefined),
      ),
    ).toEqual([]);
  });

  it('have the buckets of a native histogram, each with its growth', () => {
    const { spec } = nativeHistogram('kiln_wait_seconds', { labels: {}, unit: 'seconds', help: 'Waiting.' });
    const value: Series['value'] = (t) => ({ schema: 0, first: -3, counts: [t, 2 * t], sum: 5 * t });
    expect(named('kiln_wait_seconds', { metric: spec, name: spec.name, labels: {}, value })).toMatchObject([
      { kind: 'native', schema: 0, first: -3, rates: [1, 2], rate: 5 },
    ]);
  });

  it('include what the scraper writes itself', () => {
    expect(named('up')).toMatchObject([{ kind: 'gauge', level: 1, labels: { job: 'kiln', instance: 'kiln-0' } }]);
  });
});
