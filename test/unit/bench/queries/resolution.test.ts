import { rangeOf, rateInterval, stepOf } from '../../../bench/queries/resolution';
import { DAY, HOUR, MINUTE } from '../../../../simulator/time';

describe('the time between two points', () => {
  it.each([
    [HOUR, 15],
    [6 * HOUR, 20],
    [DAY, MINUTE],
    [7 * DAY, 10 * MINUTE],
    [30 * DAY, 30 * MINUTE],
    [365 * DAY, 6 * HOUR],
  ])('of %i s is the round one that Grafana takes: %i s', (range, step) => {
    expect(stepOf(range, 15)).toBe(step);
  });

  it('is not shorter than the panel allows', () => {
    expect(stepOf(30 * DAY, DAY)).toBe(DAY);
  });
});

describe('a panel that wants few points', () => {
  it('has longer steps, where the scrapes are not further apart anyway', () => {
    expect(stepOf(DAY, 15, 300)).toBe(5 * MINUTE);
    expect(stepOf(HOUR, 15, 300)).toBe(15);
  });
});

describe('the window of a rate', () => {
  it('has at least four scrapes', () => {
    expect(rateInterval(15, 15)).toBe(60);
  });

  it('reaches a scrape beyond the last point', () => {
    expect(rateInterval(MINUTE, 15)).toBe(75);
  });
});

describe('the range that is asked for', () => {
  it('ends at a multiple of the step, and begins at one', () => {
    expect(rangeOf(7250, HOUR, MINUTE)).toEqual({ start: 3600, end: 7200, step: MINUTE });
  });
});
