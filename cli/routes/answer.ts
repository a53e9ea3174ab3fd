import type { AlertmanagerConfig } from '../../alerts/alertmanager';
import { groupsOf } from '../../alerts/groups';
import type { RoutedAlert } from '../../alerts/routing/alerts';
import { deliveryOf, pathsOf, type Delivery, type Path } from '../../alerts/routing/path';
import { spokenInterval } from '../../alerts/routing/spoken-interval';
import { silencedBy } from '../../alerts/routing/silenced';

/** One way on which somebody is told. */
export interface Told extends Omit<Delivery, 'active_time_intervals' | 'mute_time_intervals'> {
  /** What each route on the way asks for, from the root on, which asks for nothing. */
  readonly path: readonly string[];
  /** Outside of which times it is held back, and within which, in words. */
  readonly outside: readonly string[];
  readonly within: readonly string[];
}

/** Who is told of one alert, in the environments in which it is so. */
export interface Answer {
  readonly environments: readonly string[];
  readonly alert: string;
  readonly labels: RoutedAlert['labels'];
  readonly told: readonly Told[];
  /** While which alerts it is not told, and by which labels these have to be of the same thing. */
  readonly silent: readonly { readonly while: string; readonly severity: string; readonly equal: readonly string[] }[];
}

interface Asked {
  readonly environment: string;
  readonly config: AlertmanagerConfig;
  readonly alerts: readonly RoutedAlert[];
  readonly chosen: readonly RoutedAlert[];
}

/** One answer for environments that agree. */
export const answersOf = (asked: readonly Asked[]): readonly Answer[] =>
  groupsOf(
    asked.flatMap((one) => one.chosen.map((alert) => answer(one, alert))),
    ({ environments: _, ...rest }) => rest,
  ).map((same) => ({ ...same[0], environments: same.flatMap(({ environments }) => environments) }));

/** Tiers of an objective are several alerts of one name. */
const distinct = <T>(all: readonly T[]): readonly T[] => groupsOf(all, (one) => one).map(([first]) => first);

const answer = ({ environment, config, alerts }: Asked, { name, labels }: RoutedAlert): Answer => ({
  environments: [environment],
  alert: name,
  labels,
  told: pathsOf(config.route, labels).map((path) => toldBy(path, config)),
  silent: distinct(
    silencedBy({ labels }, alerts, config.inhibit_rules).map(({ by, equal }) => ({
      while: by.name,
      severity: by.labels.severity ?? '',
      equal,
    })),
  ),
});

function toldBy(path: Path, { time_intervals = [] }: AlertmanagerConfig): Told {
  const { active_time_intervals: active, mute_time_intervals: muted, ...delivery } = deliveryOf(path);
  const words = (names: readonly string[]): readonly string[] =>
    time_intervals.filter(({ name }) => names.includes(name)).map(spokenInterval);
  return {
    ...delivery,
    path: path.flatMap(({ matchers = [] }) => (matchers.length > 0 ? [matchers.join(' ')] : [])),
    outside: words(active),
    within: words(muted),
  };
}
