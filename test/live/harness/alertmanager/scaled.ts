import type { Route } from '../../../../alerts/alertmanager';
import type { AlertmanagerFile } from './file';

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 365 * 86_400_000,
};

/** A duration as Alertmanager writes it (`1h30m`), in milliseconds. @throws Error for anything else */
export function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration)
    throw new Error(`'${duration}' is no duration of Alertmanager`);
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (MILLISECONDS[unit] ?? NaN), 0);
}

/** What is more than nothing stays so: Alertmanager refuses a group interval of zero. */
const divided = (duration: string, factor: number): string => `${Math.ceil(milliseconds(duration) / factor)}ms`;

/** The durations of a route; `resolve_timeout` is the only other one that the passing of time decides. */
const OF_ROUTES = ['group_wait', 'group_interval', 'repeat_interval'] as const;

/**
 * The same configuration for a clock that runs so many times faster: what waits, groups, repeats and resolves takes that much
 * less time, in whole milliseconds. Alertmanager has no clock to inject. Time intervals are left as they are: they name times
 * of the day. So do two constants of the program: it tries a notification for ten seconds at least, even where the group
 * interval is shorter, and waits half a second before it tries again, then half as much longer each time, up to a minute.
 *
 * @param factor how many times faster, above 0: with 60, a minute is a second
 */
export function scaled(config: AlertmanagerFile, factor: number): AlertmanagerFile {
  const timeout = config.global?.resolve_timeout;
  return {
    ...config,
    ...(typeof timeout === 'string' && {
      global: { ...config.global, resolve_timeout: divided(timeout, factor) },
    }),
    route: scaledRoute(config.route, factor),
  };
}

function scaledRoute(route: Route, factor: number): Route {
  const durations = OF_ROUTES.flatMap((key) => {
    const duration = route[key];
    return duration === undefined ? [] : [[key, divided(duration, factor)]];
  });
  return {
    ...route,
    ...(Object.fromEntries(durations) as Partial<Route>),
    ...(route.routes && { routes: route.routes.map((child) => scaledRoute(child, factor)) }),
  };
}
