import type { Change } from '../../../live/incidents/report';
import { joined, within } from '../../../bench/noise/week/within';

const change = (time: number, state: Change['state'], alertname = 'KilnHot'): Change => ({
  time,
  state,
  labels: { alertname },
});

describe('a span of a history', () => {
  it('leaves out what was before and is after it, and what is only pending', () => {
    const history = [change(1, 'firing'), change(2, 'inactive'), change(11, 'pending'), change(30, 'firing')];
    expect(within(history, { from: 10, to: 20 })).toEqual([]);
  });

  it('begins with what fires already', () => {
    const history = [change(1, 'firing'), change(15, 'inactive')];
    expect(within(history, { from: 10, to: 20 })).toEqual([change(10, 'firing'), change(15, 'inactive')]);
  });

  it('ends what still fires', () => {
    expect(within([change(12, 'firing')], { from: 10, to: 20 })).toEqual([
      change(12, 'firing'),
      change(20, 'inactive'),
    ]);
  });
});

describe('histories of spans, put together', () => {
  it('let an alert go on that fires from one into the next', () => {
    const first = within([change(12, 'firing')], { from: 10, to: 20 });
    const second = within([change(18, 'firing'), change(25, 'inactive')], { from: 20, to: 30 });
    expect(joined([first, second])).toEqual([change(12, 'firing'), change(25, 'inactive')]);
  });

  it('end one that the next does not know, and begin one that the first did not', () => {
    const first = within([change(12, 'firing')], { from: 10, to: 20 });
    const second = within([change(18, 'firing', 'KilnCold')], { from: 20, to: 30 });
    expect(joined([first, second])).toEqual([
      change(12, 'firing'),
      change(20, 'inactive'),
      change(20, 'firing', 'KilnCold'),
      change(30, 'inactive', 'KilnCold'),
    ]);
  });

  it('are in the order of time, whatever the order of their parts', () => {
    expect(joined([[change(5, 'firing')], [change(1, 'firing', 'KilnCold')]]).map(({ time }) => time)).toEqual([1, 5]);
  });
});
