import type { Duration } from '../../../../promql';
import {
  errorBudget,
  factor,
  shortWindow,
  targetRatio,
  tidy,
  warningsOnly,
  WORKBOOK_TIERS,
  type Tier,
} from '../../../../signals';
import { baked } from '../../../fixtures/objectives';

describe("the workbook's tiers, for 30 days", () => {
  const rows = WORKBOOK_TIERS.map((tier) => ({
    ...tier,
    short: shortWindow(tier),
    burnRate: tidy(factor(tier, '30d')),
  }));

  test('are the rows of its table 5-8', () => {
    expect(rows).toEqual([
      { severity: 'critical', share: 0.02, window: '1h', short: '5m', burnRate: 14.4 },
      { severity: 'critical', share: 0.05, window: '6h', short: '30m', burnRate: 6 },
      { severity: 'warning', share: 0.1, window: '1d', short: '2h', burnRate: 3 },
      { severity: 'warning', share: 0.1, window: '3d', short: '6h', burnRate: 1 },
    ]);
  });

  test('need for 99.9 % the error ratios that it prints', () => {
    const thresholds = rows.map(({ burnRate }) => tidy(burnRate * errorBudget({ percent: 99.9 })));
    expect(thresholds).toEqual([0.0144, 0.006, 0.003, 0.001]);
  });

  test('warn and never page where that is asked for, and are the same otherwise', () => {
    const calm = warningsOnly(WORKBOOK_TIERS);
    expect(calm.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
    expect(calm.map(({ share, window }) => [share, window])).toEqual(rows.map(({ share, window }) => [share, window]));
  });
});

test('a tier burns as much faster as the period is longer', () => {
  const [fastest] = WORKBOOK_TIERS as readonly [Tier];
  expect(tidy(factor(fastest, '7d'))).toBe(3.36);
  expect(tidy(factor(fastest, '28d'))).toBe(13.44);
});

test('half of a 30 days budget in 7 days is a burn rate of 2.14', () => {
  expect(factor({ share: 0.5, window: '7d' }, '30d')).toBeCloseTo(2.14, 2);
});

test.each<[Duration, Duration]>([
  ['2h', '10m'],
  ['5h', '25m'],
  ['12h', '1h'],
  ['30h', '150m'],
  ['2d', '4h'],
  ['12d', '1d'],
])('the short window of %s is its twelfth, in whole units: %s', (window, short) => {
  expect(shortWindow({ window })).toBe(short);
});

test.each<[Duration, Duration]>([
  ['24h', '1d'],
  ['60m', '1h'],
  ['72h', '3d'],
  ['1w', '7d'],
  ['36h', '36h'],
])('a window has one name, by which its series are found: that of %s is %s', (window, name) => {
  const { tiers } = baked({ tiers: [{ share: 0.1, window, severity: 'warning' }] });
  expect(tiers.map((tier) => tier.window)).toEqual([name]);
});

describe('an error budget', () => {
  test.each([
    [99.9, 0.001, 0.999, 43.2],
    [99.5, 0.005, 0.995, 216],
    [99.95, 0.0005, 0.9995, 21.6],
    [99.99, 0.0001, 0.9999, 4.32],
    [99, 0.01, 0.99, 432],
    [95, 0.05, 0.95, 2160],
  ])(
    'of %s %% is the share %s, beside a target of %s, and %s minutes of 30 days',
    (percent, share, target, minutes) => {
      expect(errorBudget({ percent })).toBe(share);
      expect(targetRatio({ percent })).toBe(target);
      expect(tidy(errorBudget({ percent }) * 30 * 24 * 60)).toBe(minutes);
    },
  );

  test('has no noise of binary subtraction, whatever is promised', () => {
    const digits = (value: number): number => String(value).replace(/^0\.0*/, '').length;
    for (let tenths = 900; tenths < 1000; tenths++) {
      expect(digits(errorBudget({ percent: tenths / 10 }))).toBeLessThanOrEqual(3);
    }
  });
});
