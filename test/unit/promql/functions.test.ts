import { any, counter, gauge, noneOf, print, PromqlError, seconds } from '../../../promql';

const free = gauge('disk_free_bytes', { labels: { disk: ['a', 'b', 'c'] }, unit: 'bytes', help: 'Free.' });
const renewal = gauge('certificate_expires_seconds', { unit: 'seconds', help: 'Time of expiry, since 1970.' });
const events = counter('events_total', { labels: { reason: any }, help: 'Events.' });
const text = ({ expr }: { readonly expr: Parameters<typeof print>[0] }): string => print(expr);

describe('functions of gauges over time', () => {
  it.each([
    ['standard deviation', free.stddevOverTime('1h'), 'stddev_over_time(disk_free_bytes[1h])', 'bytes'],
    ['changes', free.changes('1h'), 'changes(disk_free_bytes[1h])', 'count'],
    ['difference', free.delta('1h'), 'delta(disk_free_bytes[1h])', 'bytes'],
    ['slope', free.deriv('1h'), 'deriv(disk_free_bytes[1h])', 'bytes/s'],
    ['prediction', free.predictLinear('6h', '1d'), 'predict_linear(disk_free_bytes[6h], 86400)', 'bytes'],
    [
      'prediction of an expression',
      free.minBy('disk').predictLinear('6h', '4h', '5m'),
      'predict_linear(min by (disk) (disk_free_bytes)[6h:5m], 14400)',
      'bytes',
    ],
  ])('%s', (_, vector, expected, unit) => {
    expect(text(vector)).toBe(expected);
    expect(vector.unit).toBe(unit);
  });

  it('have no slope where the unit is a speed already', () => {
    expect(() => free.deriv('1h').deriv('1h', '1m')).toThrow(PromqlError);
  });
});

describe('times in seconds since 1970', () => {
  it('have an age, and a time that is left until then', () => {
    expect(text(renewal.age())).toBe('time() - certificate_expires_seconds');
    expect(text(renewal.until())).toBe('certificate_expires_seconds - time()');
  });

  it('are in seconds: nothing else has an age', () => {
    expect(() => (free.age as unknown as () => unknown)()).toThrow('age() needs a time in seconds since 1970');
    expect(() => (free.until as unknown as () => unknown)()).toThrow('until() needs a time in seconds since 1970');
  });
});

describe('the largest and the smallest series', () => {
  const full = free.maxBy('disk', 'pod');

  it('are kept whole, of all or of each group', () => {
    expect(text(full.topBy(3))).toBe('topk(3, max by (disk, pod) (disk_free_bytes))');
    expect(text(full.bottomBy(1, 'disk'))).toBe('bottomk by (disk) (1, max by (disk, pod) (disk_free_bytes))');
    expect(full.topBy(3, 'disk').labels).toEqual(['disk', 'pod']);
  });

  it('stand below their number where one line is too short', () => {
    const wide = full.add(full).add(full).add(full);
    expect(text(wide.topBy(2)).split('\n').slice(0, 2)).toEqual(['topk(', '  2,']);
  });

  it.each([0, 1.5, -1])('are a whole number of at least one, and not %d', (keep) => {
    expect(() => full.topBy(keep)).toThrow(`topk keeps ${keep} series: give a whole number of at least 1`);
  });

  it('are grouped by labels that are there', () => {
    expect(() => full.topBy(1, 'zone' as never)).toThrow("label 'zone' is not there (any more)");
  });

  it('pin what they pin: a series of one disk never meets another', () => {
    const [a, b] = [free.where({ disk: 'a' }), free.where({ disk: 'b' })];
    expect(() => a.topBy(1).sub(b)).toThrow("the sides pin 'disk' differently");
  });
});

describe('a ceiling', () => {
  it('has the unit of what it bounds', () => {
    expect(text(renewal.clampMax(seconds(60)))).toBe('clamp_max(certificate_expires_seconds, 60)');
  });
});

describe('everything but several values', () => {
  it('is one matcher, of literals', () => {
    expect(text(events.where({ reason: noneOf('a.b', 'c') }).rate())).toBe(
      'rate(events_total{reason!~"a\\\\.b|c"}[5m])',
    );
  });

  it('names values that the label has', () => {
    expect(() => free.where({ disk: noneOf('a', 'z' as 'a') })).toThrow("label 'disk' never has the value 'z'");
  });
});
