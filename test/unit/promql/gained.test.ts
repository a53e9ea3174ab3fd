import { counter, print } from '../../../promql';

const lost = counter('oven_lost_loaves_total', { help: 'Loaves that were lost.' }).where({ job: 'oven' });
const age = counter('oven_uptime_seconds_total', { unit: 'seconds', help: 'Seconds since it was lit.' });
const upFor = age.where({ job: 'oven' }).elapsed().minBy('namespace', 'job', 'pod');
const text = ({ expr }: { readonly expr: Parameters<typeof print>[0] }): string => print(expr).replace(/\s+/g, ' ');

describe('what a counter has gained', () => {
  const gained = lost.gained('15m', upFor);

  it('is all of a series that was not there when its process was scraped a window ago, or that is as young as its process', () => {
    const up = (offset = '') => `min by (namespace, job, pod) (oven_uptime_seconds_total{job="oven"}${offset})`;
    expect(text(gained)).toContain(
      'oven_lost_loaves_total{job="oven"} unless oven_lost_loaves_total{job="oven"} offset 15m',
    );
    expect(text(gained)).toContain(`and on (namespace, job, pod) ( ${up(' offset 15m')} or ${up()} < 1200 )`);
  });

  it('is the increase of every other', () => {
    expect(text(gained)).toMatch(/or increase\(oven_lost_loaves_total\{job="oven"\}\[15m\]\)$/);
  });

  it('has the unit of the counter, and its labels', () => {
    expect(gained.unit).toBe('count');
    expect(gained.labels).toContain('instance');
  });
});

describe('the bare count', () => {
  it('is how long something has lasted, of seconds', () => {
    expect(text(age.elapsed())).toBe('oven_uptime_seconds_total');
    expect(age.elapsed().unit).toBe('seconds');
  });

  it('says nothing of anything else', () => {
    expect(() => (lost.elapsed as unknown as () => unknown)()).toThrow('elapsed() needs a counter of seconds');
  });
});
