import { alertmanagerConfig, type AlertmanagerConfig } from '../alerts/alertmanager';
import { alertsOf, type RoutedAlert } from '../alerts/routing/alerts';
import type { Environment } from '../environments';
import { sre, TEAMS } from '../workloads/teams';
import { proxyOf } from './props';
import { watchedIn } from './watched';

/** Who is told of what in an environment. */
export const alertmanagerConfigOf = (environment: Environment): AlertmanagerConfig =>
  alertmanagerConfig({ teams: TEAMS, fallback: sre, workloads: watchedIn(environment), ...proxyOf(environment) });

/** What may be told in an environment. */
export const alertsIn = (environment: Environment): readonly RoutedAlert[] => alertsOf(watchedIn(environment), sre);
