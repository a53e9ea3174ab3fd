import { routesOf } from '../../../../alerts/routing/path';
import type { AlertmanagerFile, NamedTimeInterval } from './file';
import { inside, outside } from './shifted';

type By = 'active_time_intervals' | 'mute_time_intervals';

const named = (config: AlertmanagerFile, by: By): ReadonlySet<string> =>
  new Set(routesOf(config.route).flatMap((route) => route[by] ?? []));

/** The same configuration with its time intervals moved. */
export const withHours = (
  config: AlertmanagerFile,
  move: (interval: NamedTimeInterval) => NamedTimeInterval,
): AlertmanagerFile => ({
  ...config,
  ...(config.time_intervals && { time_intervals: config.time_intervals.map(move) }),
});

/**
 * The same configuration at a time at which it holds nothing back: for what does not depend on the time at which it is proven.
 * @throws Error for an interval by which one route tells and another is muted
 */
export function holdingNothingBack(config: AlertmanagerFile, now: Date): AlertmanagerFile {
  const [active, muting] = [named(config, 'active_time_intervals'), named(config, 'mute_time_intervals')];
  return withHours(config, (interval) => {
    if (active.has(interval.name) && muting.has(interval.name))
      throw new Error(
        `time interval ${interval.name}: whether the time lies inside or outside, something is held back`,
      );
    return (active.has(interval.name) ? inside(now) : outside(now))(interval);
  });
}
