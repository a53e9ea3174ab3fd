import type { Route } from '../alertmanager';
import { allMatch, type Labels } from './matcher';

/** A route and all below it. */
export const routesOf = (route: Route): readonly Route[] => [route, ...(route.routes ?? []).flatMap(routesOf)];

/** How an alert comes to a receiver: the routes from the root to the one that takes it. */
export type Path = readonly Route[];

/**
 * Every way of an alert through the tree, as Alertmanager's dispatcher goes (v0.31): into the first child that matches, and
 * into those after it only if that says `continue`; a route none of whose children match takes the alert itself.
 */
export function pathsOf(route: Route, labels: Labels): readonly Path[] {
  if (!allMatch(route.matchers ?? [], labels)) return [];
  const below = intoChildren(route.routes ?? [], labels);
  return below.length === 0 ? [[route]] : below.map((path) => [route, ...path]);
}

function intoChildren([first, ...others]: readonly Route[], labels: Labels): readonly Path[] {
  if (!first) return [];
  const paths = pathsOf(first, labels);
  return paths.length > 0 && first.continue !== true ? paths : [...paths, ...intoChildren(others, labels)];
}

/** What an alert at the end of a path is told by: a route has from its parent what it does not say itself. */
export type Delivery = Required<
  Pick<
    Route,
    | 'receiver'
    | 'group_by'
    | 'group_wait'
    | 'group_interval'
    | 'repeat_interval'
    | 'active_time_intervals'
    | 'mute_time_intervals'
  >
>;

/** Alertmanager's defaults, of its configuration reference (v0.31). */
const DEFAULTS: Omit<Delivery, 'receiver'> = {
  active_time_intervals: [],
  mute_time_intervals: [],
  group_by: [],
  group_wait: '30s',
  group_interval: '5m',
  repeat_interval: '4h',
};

export const deliveryOf = (path: Path): Delivery =>
  path.reduce<Delivery>(
    (above, { receiver, group_by, group_wait, group_interval, repeat_interval, ...own }) => ({
      receiver: receiver ?? above.receiver,
      group_by: group_by ?? above.group_by,
      group_wait: group_wait ?? above.group_wait,
      group_interval: group_interval ?? above.group_interval,
      repeat_interval: repeat_interval ?? above.repeat_interval,
      // A route does not have its times from the one above (dispatch/route.go).
      active_time_intervals: own.active_time_intervals ?? [],
      mute_time_intervals: own.mute_time_intervals ?? [],
    }),
    { receiver: '', ...DEFAULTS },
  );
