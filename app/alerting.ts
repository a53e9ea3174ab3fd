import { alertmanagerConfig, type AlertmanagerConfig } from '../alerts/alertmanager';
import { templates } from '../alerts/notifications/templates';
import { alertsOf, labelsOf, type RoutedAlert } from '../alerts/routing/alerts';
import { DATA_SOURCE_UIDS } from '../constructs/grafana/data-sources';
import type { Environment } from '../environments';
import { sre } from '../workloads/teams';
import { CONTACTS } from './contacts';
import { proxyOf } from './props';
import { watchedIn } from './watched';

/** Who is told of what in an environment. */
export const alertmanagerConfigOf = (environment: Environment): AlertmanagerConfig =>
  alertmanagerConfig({
    contacts: CONTACTS,
    fallback: sre,
    workloads: watchedIn(environment),
    windows: environment.windows ?? [],
    ...proxyOf(environment),
  });

/** How notifications are worded in an environment, and where they link to. */
export const templatesOf = ({ urls }: Environment): string =>
  templates({ grafana: urls.grafana, loki: DATA_SOURCE_UIDS.loki, jaeger: DATA_SOURCE_UIDS.jaeger });

/** What may be told in an environment. */
export const alertsIn = (environment: Environment): readonly RoutedAlert[] => alertsOf(watchedIn(environment), sre);

/** Every label that some alert may carry in an environment: what its rule sets, and what its series have. */
export const labelsIn = (environment: Environment): readonly string[] => labelsOf(watchedIn(environment), sre);
