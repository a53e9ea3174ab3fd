import { lookback, timeRange } from '../../../../alerts/notifications/lookback';

describe('a dashboard that an alert links to', () => {
  it.each([
    ['600000ms', '1h'],
    ['1h', '1h'],
    ['61m', '2h'],
    ['144h', '7d'],
    ['90d', '30d'],
  ] as const)('begins, to show %s, %s before now', (atLeast, shown) => {
    expect(lookback(atLeast)).toBe(shown);
    expect(timeRange(atLeast)).toBe(`from=now-${shown}&to=now`);
  });
});
