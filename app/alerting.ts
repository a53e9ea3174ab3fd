import { alertmanagerConfig, type AlertmanagerConfig } from '../alerts/alertmanager';
import { templates } from '../alerts/notifications/templates';
import { contactFor } from '../alerts/receivers/contact';
import { alertsOf, labelsOf, type RoutedAlert } from '../alerts/routing/alerts';
import type { Environment } from '../environments';
import { sre } from '../workloads/teams';
import { contactsOf } from './contacts';
import { proxyOf } from './props';
import { watchedIn } from './watched';

/** Who is told of what in an environment. */
export function alertmanagerConfigOf(environment: Environment): AlertmanagerConfig {
  const contacts = contactsOf(environment);
  return alertmanagerConfig({
    contacts,
    fallback: contactFor(sre, contacts),
    workloads: watchedIn(environment),
    windows: environment.windows ?? [],
    ...proxyOf(environment),
  });
}

/** How notifications are worded in an environment, and where they link to. */
export const templatesOf = ({ urls }: Environment): string => templates({ grafana: urls.grafana });

/** What may be told in an environment. */
export const alertsIn = (environment: Environment): readonly RoutedAlert[] => alertsOf(watchedIn(environment), sre);

/** Every label that some alert may carry in an environment: what its rule sets, and what its series have. */
export const labelsIn = (environment: Environment): readonly string[] => labelsOf(watchedIn(environment), sre);
