import { any, counter, gauge, histogram, nativeHistogram } from '../../../promql';
import { exposition } from '../../../simulator/exposition';
import { protobuf } from '../../../simulator/protobuf';
import { bucketsOf, counterOf, gaugeOf, type Series } from '../../../simulator/series';
import { varint } from '../../../simulator/wire';

const tests = counter('tests_total', { labels: { name: ['a"b', 'c'] }, help: 'Tests\nrun.' });
const time = histogram('time_seconds', { buckets: [0.5, 1], unit: 'seconds', help: 'Time.' });
const bake = nativeHistogram('bake_seconds', { unit: 'seconds', help: 'Baking.' });

const SERIES: readonly Series[] = [
  counterOf(tests, { name: 'a"b' }, (t) => t),
  ...bucketsOf(time.spec, {}, { counts: () => [2.7, 3.9, 1], sum: () => 4.5 }),
  counterOf(tests, { name: 'c' }, () => 2),
];
const NATIVE: Series = {
  metric: bake.spec,
  name: bake.spec.name,
  labels: { oven: 'left' },
  value: () => ({ schema: 0, first: -2, counts: [1, 300, 3], sum: 2.5 }),
};

describe('an exposition as text', () => {
  it('has each metric once, with its series, and bounds as Go writes them', async () => {
    expect((await exposition(SERIES, 7)).split('\n').filter((line) => line !== '')).toEqual([
      '# HELP tests_total Tests\\nrun.',
      '# TYPE tests_total counter',
      'tests_total{name="a\\"b"} 7',
      'tests_total{name="c"} 2',
      '# HELP time_seconds Time.',
      '# TYPE time_seconds histogram',
      'time_seconds_bucket{le="0.5"} 2',
      'time_seconds_bucket{le="1"} 5',
      'time_seconds_bucket{le="+Inf"} 6',
      'time_seconds_sum 4.5',
      'time_seconds_count 6',
    ]);
  });

  it('leaves out a series that is not there', async () => {
    const gone = { ...counterOf(tests, { name: 'c' }, () => 1), value: () => undefined };
    expect(await exposition([gone, ...SERIES.slice(0, 1)], 7)).not.toContain('name="c"');
  });

  it('leaves a bound that no histogram has as it is written', async () => {
    const stated = gauge('stated_share', { labels: { le: any }, unit: 'ratio', help: 'Stated.' });
    const text = await exposition([gaugeOf(stated, { le: '1.0' }, () => 0.5)], 0);
    expect(text).toContain('# TYPE stated_share gauge\nstated_share{le="1.0"} 0.5\n');
  });

  it('says what a metric is of which there is no series yet', async () => {
    const gone = { ...counterOf(tests, { name: 'c' }, () => 1), value: () => undefined };
    expect((await exposition([gone], 0)).trimEnd().split('\n')).toEqual([
      '# HELP tests_total Tests\\nrun.',
      '# TYPE tests_total counter',
    ]);
  });

  it('tells of the moment that it is asked for, in whatever order', async () => {
    const at = async (t: number) => (await exposition(SERIES, t)).split('\n')[2];
    expect([await at(9), await at(7)]).toEqual(['tests_total{name="a\\"b"} 9', 'tests_total{name="a\\"b"} 7']);
  });

  it('says of a native histogram only how many there were, and their sum', async () => {
    const text = await exposition([NATIVE], 0);
    expect(text).toContain('bake_seconds_bucket{oven="left",le="+Inf"} 304');
    expect(text).toContain('bake_seconds_sum{oven="left"} 2.5');
  });
});

describe('an exposition in protobuf', () => {
  it('writes numbers seven bits a byte, the lowest first', () => {
    expect([...varint(0)]).toEqual([0]);
    expect([...varint(300)]).toEqual([0xac, 0x02]);
    expect([...varint(2 ** 53 - 1)]).toEqual([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it('is a message for each metric, after its length', () => {
    const written = protobuf([NATIVE], 0);
    const length = written[0] ?? 0;
    expect(written).toHaveLength(length + 1);
    expect(written.toString('latin1', 1).startsWith('\n\x0cbake_seconds\x12\x07Baking.\x18\x04"')).toBe(true);
  });

  it('has the buckets of a native histogram as differences, each to the one before', () => {
    // positive_span { offset: -2, length: 3 }, positive_delta: 1, 299, -297, in zigzag.
    const tail = [0x62, 0x04, 0x08, 0x03, 0x10, 0x03, 0x68, 0x02, 0x68, 0xd6, 0x04, 0x68, 0xd1, 0x04];
    expect([...protobuf([NATIVE], 0)].slice(-tail.length)).toEqual(tail);
  });

  it('has all parts of a classic histogram in one message', () => {
    const text = protobuf(SERIES, 7).toString('latin1');
    // Field 7 of field 4: three buckets of a count and a bound each, the sum and the count.
    const bucket = (count: number, bound: number) => {
      const eight = Buffer.alloc(8);
      eight.writeDoubleLE(bound);
      return `\x1a\x0b\x08${String.fromCharCode(count)}\x11${eight.toString('latin1')}`;
    };
    expect(text).toContain([bucket(2, 0.5), bucket(5, 1), bucket(6, Infinity)].join(''));
    expect(text.match(/time_seconds/g)).toHaveLength(1);
  });
});
