import { burntWindows, isFromThePair, isSlow, ratioWindows, spentWindows } from '../../../../alerts/slo/windows';
import type { Duration } from '../../../../promql';
import type { Promised } from '../../../../signals';
import { WINDOWS } from '../../../fixtures/objective-kinds';
import { baked } from '../../../fixtures/objectives';

const SLOTH = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

const odd = (name: string): Partial<Promised> => {
  const change = WINDOWS[name];
  if (!change) throw new Error(`no windows '${name}'`);
  return change;
};

describe('the windows whose error ratio is recorded', () => {
  test("are Sloth's and the periods, from short to long", () => {
    expect(ratioWindows(baked())).toEqual([...SLOTH, '7d', '30d']);
  });

  test.each<[string, readonly string[]]>([
    ['one tier of 12 hours', ['5m', '30m', '1h', '2h', '6h', '12h', '1d', '3d', '7d', '28d']],
    ['one tier of 2 days', ['5m', '30m', '1h', '2h', '4h', '6h', '1d', '2d', '3d', '7d', '28d']],
    ['a week only', [...SLOTH, '7d']],
    ['three periods', [...SLOTH, '7d', '28d', '90d']],
    ['a policy of hours', ['5m', '30m', '1h', '2h', '5h', '6h', '1d', '3d', '7d', '30d']],
    ['lengths in other words', ['5m', '30m', '1h', '2h', '6h', '14h', '1d', '3d', '7d', '28d']],
  ])('are, with %s, those that its tiers and its policy read beside them, each once', (name, windows) => {
    expect(ratioWindows(baked(odd(name)))).toEqual(windows);
  });
});

describe('the windows of which the burnt share of the budget is recorded', () => {
  test.each<[string, readonly string[]]>([
    ['the default windows', ['1h', '6h', '1d', '3d']],
    ['one tier of 12 hours', ['12h']],
    ['one tier of 2 days', ['2d']],
    ['lengths in other words', ['1h', '1d', '7d']],
  ])('are, with %s, those of the tiers', (name, windows) => {
    expect(burntWindows(baked(odd(name)))).toEqual(windows);
  });
});

describe('the windows of which the spent share of the budget is recorded', () => {
  test.each<[string, readonly string[]]>([
    ['the default windows', ['1d', '7d']],
    ['a policy of hours', ['5h', '1d']],
    ['lengths in other words', ['1d']],
  ])('are, with %s, the day whose pace counts, and that of the policy', (name, windows) => {
    expect(spentWindows(baked(odd(name)))).toEqual(windows);
  });
});

describe('a window', () => {
  test.each<[Duration, boolean]>([
    ['23h', false],
    ['1d', true],
    ['30d', true],
  ])('of %s is evaluated every five minutes: %s', (window, slow) => {
    expect(isSlow(window)).toBe(slow);
  });

  test.each<[Duration, boolean]>([
    ['1h', false],
    ['115m', false],
    ['2h', true],
    ['30d', true],
  ])('of %s is computed from the pair instead of the source: %s', (window, pair) => {
    expect(isFromThePair(window)).toBe(pair);
  });
});
