import {
  boundsOf,
  comes,
  DeclarationError,
  gone,
  grows,
  levels,
  observes,
  once,
  paces,
  slides,
  stays,
  staysRecorded,
  turns,
  type InputSeries,
} from '../../../signals';
import { drift, latency, load, requests } from './fixtures';

/** As a promtool test has it, for 20 samples 15 s apart. */
const text = ({ series, values }: InputSeries) => `${series} ${values(20, 15)}`;
const labels = { model: 'fast', node: 'a' };

describe('an example', () => {
  test('of a gauge stays', () => {
    expect(text(stays(load, labels, 0.1 + 0.2))).toBe('load_ratio{model="fast",node="a"} 0.3+0x20');
    expect(text(stays(load, labels, -1))).toBe('load_ratio{model="fast",node="a"} -1+0x20');
  });

  test('of a counter grows by its rate times the distance of samples', () => {
    expect(text(grows(requests, { model: 'fast', code: '500' }, 0.1))).toBe(
      'requests_total{model="fast",code="500"} 0+1.5x20',
    );
  });

  test('of a recorded series stays, with exactly its labels', () => {
    const recorded = { record: 'node:load:ratio', labels: ['node'] };
    expect(text(staysRecorded(recorded, { node: 'a' }, 2))).toBe('node:load:ratio{node="a"} 2+0x20');
    expect(() => staysRecorded(recorded, {}, 2)).toThrow("node:load:ratio has other labels than node: 'node'");
    expect(() => staysRecorded(recorded, { node: 'a', pod: 'b' }, 2)).toThrow("'pod'");
  });

  test('of a counter of something that happens once', () => {
    const once5xx = (at: '1m' | '10m') => once(requests, { model: 'fast', code: '500' }, at, 2);
    expect(text(once5xx('1m'))).toBe('requests_total{model="fast",code="500"} 0+0x3 2+0x16');
    expect(text(once5xx('10m'))).toBe('requests_total{model="fast",code="500"} 0+0x20');
  });

  test('of a target that goes away, or comes late', () => {
    const series = [stays(load, labels, 1)];
    const [name] = series.map((one) => one.series);
    expect(gone(series, '1m').map(text)).toEqual([`${name ?? ''} 1+0x4 stale _x15`]);
    expect(gone(series, '10m').map(text)).toEqual([`${name ?? ''} 1+0x20`]);
    expect(comes(series, '1m').map(text)).toEqual([`${name ?? ''} _x4 1+0x16`]);
    expect(comes(series, '10m').map(text)).toEqual([`${name ?? ''} _`]);
  });

  test('of a gauge that turns from one value to another', () => {
    expect(text(turns(load, labels, [1, '1m', 0]))).toBe('load_ratio{model="fast",node="a"} 1+0x3 0+0x16');
  });

  test('may have labels of the target', () => {
    expect(stays(load, { ...labels, pod: 'api-0' }, 1).series).toBe('load_ratio{model="fast",node="a",pod="api-0"}');
  });

  test('escapes label values', () => {
    expect(stays(load, { model: 'fast', node: 'a"\\b' }, 1).series).toBe(
      String.raw`load_ratio{model="fast",node="a\"\\b"}`,
    );
  });
});

describe('an example of a histogram', () => {
  test('has cumulative buckets, the count and the sum, as they are stored', () => {
    expect(observes(latency, { model: 'fast' }, { 0.1: 2, 1: 1 }).map(text)).toEqual([
      'latency_seconds_bucket{model="fast",le="0.1"} 0+30x20',
      'latency_seconds_bucket{model="fast",le="0.5"} 0+30x20',
      'latency_seconds_bucket{model="fast",le="1.0"} 0+45x20',
      'latency_seconds_bucket{model="fast",le="+Inf"} 0+45x20',
      'latency_seconds_count{model="fast"} 0+45x20',
      'latency_seconds_sum{model="fast"} 0+9x20',
    ]);
  });

  test('has the mean that it states', () => {
    const sum = observes(latency, { model: 'fast' }, { 0.1: 2, 1: 2 }, 0.25).map(text).at(-1);
    expect(sum).toBe('latency_seconds_sum{model="fast"} 0+15x20');
  });

  test('may observe above the last bound', () => {
    const buckets = observes(latency, { model: 'fast' }, { [Infinity]: 1 }).map(text);
    expect(buckets.slice(2, 4)).toEqual([
      'latency_seconds_bucket{model="fast",le="1.0"} 0+0x20',
      'latency_seconds_bucket{model="fast",le="+Inf"} 0+15x20',
    ]);
  });

  test('has the buckets of its label value where they differ', () => {
    expect(boundsOf(drift.spec, { model: 'slow' })).toEqual([10]);
    expect(observes(drift, { model: 'slow' }, { 10: 1 })[0]?.series).toBe('drift_bucket{model="slow",le="10.0"}');
    expect(() => observes(drift, { model: 'fast' }, { 10: 1 })).toThrow(
      'an example of drift observes in a bucket of 10; its buckets are 1, Infinity',
    );
  });
});

describe('the values of a series', () => {
  test('may stay at one value after the other, or change evenly', () => {
    expect(levels(load, labels, [1, '2m'], [2, '3m'], [0.5]).values(5, 60)).toBe('1+0x1 2+0x0 0.5+0x2');
    expect(levels(load, labels, [1, '2m'], [2]).values(1, 60)).toBe('1+0x1');
    expect(slides(load, labels, { from: 3, perMinute: -0.5 }).values(4, 120)).toBe('3-1x4');
  });

  test('of a counter may grow at one pace after the other, without a step between them', () => {
    const grown = paces(requests, { model: 'fast', code: '200' }, [1, '3m'], [0, '4m'], [0.5]);
    expect(grown.values(5, 60)).toBe('0+60x2 120+0x0 150+30x1');
  });
});

describe('an example is refused that', () => {
  test.each<[string, () => unknown, string]>([
    [
      'has a label that the metric lacks',
      () => stays(load, { ...labels, zone: 'x' }, 1),
      "an example of gauge load_ratio has the label 'zone', which the metric lacks",
    ],
    [
      'has a value that never occurs',
      () => grows(requests, { model: 'fast', code: '404' }, 1),
      'an example of requests_total has code="404", which never occurs; it has 200, 500',
    ],
    [
      'lacks a label that the metric has',
      () => grows(requests, { model: 'fast' }, 1),
      "an example of requests_total lacks the label 'code'",
    ],
    [
      'observes in a bucket that is not there',
      () => observes(latency, { model: 'fast' }, { 0.2: 1 }),
      'an example of latency_seconds observes in a bucket of 0.2; its buckets are 0.1, 0.5, 1, Infinity',
    ],
    [
      'observes what is no histogram',
      () => observes(load, labels, { 1: 1 }),
      'an example treats the gauge load_ratio as a histogram',
    ],
    [
      'states no value of the label that its buckets go by',
      () => boundsOf(drift.spec, {}),
      'drift has no buckets for model=""',
    ],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(DeclarationError);
    expect(build).toThrow(message);
  });
});
