import { exactRatios } from '../../../bench/slo/exact';
import type { Sample } from '../../../bench/slo/counters';

const MINUTE = 60_000;
const END = 1_000 * MINUTE;

/** Samples a minute apart, of which the last is at the end. */
const upToTheEnd = (...values: readonly number[]): readonly Sample[] =>
  values.map((value, i) => ({ time: END - (values.length - 1 - i) * MINUTE, value }));

function ratioOf(all: { good: readonly Sample[]; bad: readonly Sample[] }, window: '2m' | '1h'): number {
  const exact = exactRatios(END, [window]);
  all.good.forEach(exact.counter(false));
  all.bad.forEach(exact.counter(true));
  return exact.ratio(window);
}

describe('the exact ratio', () => {
  it('is the share of bad ones among all increases', () => {
    expect(ratioOf({ good: upToTheEnd(0, 50, 90), bad: upToTheEnd(0, 4, 10) }, '1h')).toBe(0.1);
  });

  it('leaves out what a counter had counted before its first sample', () => {
    expect(ratioOf({ good: upToTheEnd(1_000, 1_090), bad: upToTheEnd(500, 510) }, '1h')).toBe(0.1);
  });

  it('takes the value after a reset as what was counted since', () => {
    expect(ratioOf({ good: upToTheEnd(100, 150, 40), bad: upToTheEnd(7, 8, 9) }, '1h')).toBe(2 / 92);
  });

  it('takes a reset to a value above the last but one for what it is: a reset', () => {
    expect(ratioOf({ good: upToTheEnd(10, 90, 80), bad: upToTheEnd(0, 0, 40) }, '1h')).toBe(40 / 200);
  });

  it('counts an increase at its later sample, if that lies after the beginning of the window', () => {
    const [good, bad] = [upToTheEnd(0, 1_000, 1_009, 1_018), upToTheEnd(0, 500, 501, 502)];
    expect(ratioOf({ good, bad }, '2m')).toBe(0.1);
  });

  it('counts nothing after the end', () => {
    const late: Sample = { time: END + 1, value: 1_000_000 };
    expect(ratioOf({ good: upToTheEnd(0, 90), bad: [...upToTheEnd(0, 10), late] }, '1h')).toBe(0.1);
  });

  it('refuses a window that nobody counted', () => {
    expect(() => exactRatios(END, ['1h']).ratio('2h')).toThrow('nobody counted the window 2h');
  });
});
