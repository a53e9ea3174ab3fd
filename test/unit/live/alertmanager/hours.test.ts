import type { AlertmanagerFile } from '../../../live/harness/alertmanager/file';
import { holdingNothingBack } from '../../../live/harness/alertmanager/hours';
import { contains } from './contains';

const times = [{ start_time: '09:00', end_time: '17:00' }];

const config = (routes: AlertmanagerFile['route']['routes'] = []): AlertmanagerFile => ({
  route: { receiver: 'all', routes },
  receivers: [{ name: 'all' }],
  time_intervals: ['work', 'deploys', 'idle'].map((name) => ({ name, time_intervals: [{ times }] })),
});

const NOW = new Date('2026-11-26T23:00:00Z');

describe('a configuration at a time at which it holds nothing back', () => {
  it('lies inside of what a route tells in and outside of what mutes one, at every depth', () => {
    const { time_intervals: intervals = [] } = holdingNothingBack(
      config([{ active_time_intervals: ['work'], routes: [{ mute_time_intervals: ['deploys'] }] }]),
      NOW,
    );
    expect(intervals.map((interval) => [interval.name, contains(interval, NOW)])).toEqual([
      ['work', true],
      ['deploys', false],
      ['idle', false],
    ]);
  });

  it('is none where one interval lets one route tell and mutes another', () => {
    const both = config([{ active_time_intervals: ['work'] }, { mute_time_intervals: ['work'] }]);
    expect(() => holdingNothingBack(both, NOW)).toThrow('time interval work: whether the time lies inside or outside');
  });

  it('is the same where there are no intervals', () => {
    const { route, receivers } = config();
    expect(holdingNothingBack({ route, receivers }, NOW)).toEqual({ route, receivers });
  });
});
