import type { Window, Workload } from '../signals';
import { declaredInhibitions, severityInhibitions, type InhibitRule } from './inhibition';
import { logInhibitions } from './logs/inhibition';
import { TEMPLATES_FILE } from './notifications/file';
import { channelReceiver, receiversOf, type Contact } from './receivers/contact';
import { receiver, type Receiver } from './receivers/integration';
import { deadMansSwitch, WATCHDOG_RECEIVER } from './receivers/watchdog';
import { alertsOf, labelsOf } from './routing/alerts';
import { checkRoutes, checkRouting } from './routing/check';
import { checkContacts } from './routing/owners';
import { GROUPED_BY, hoursOf, strayRoute, teamRoute, WARNING, watchdogRoute } from './routing/policy';
import { timeInterval, type TimeInterval } from './routing/time-interval';
import { checkWindows } from './routing/windows';
import { sloInhibitions } from './slo/inhibition';

export interface Route {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  /** Whether routes after it are looked at as well. */
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  /** Names of time intervals outside of which nothing is told; what still stands then is told when the next one begins. */
  readonly active_time_intervals?: readonly string[];
  /** Names of time intervals within which nothing is told; what still stands then is told afterwards. */
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

/** The file `alertmanager.yaml` as a plain object. */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: string; readonly http_config?: { readonly proxy_url: string } };
  readonly templates: readonly string[];
  readonly route: Route & { readonly receiver: string };
  readonly inhibit_rules: readonly InhibitRule[];
  readonly time_intervals?: readonly TimeInterval[];
  readonly receivers: readonly Receiver[];
}

/** Who is told of the alerts of which workloads. */
export interface Alerting {
  readonly contacts: readonly Contact[];
  /** Is told of what no team claims. */
  readonly fallback: Contact;
  readonly workloads: readonly Workload[];
  /** When some of them are not told, and of what. */
  readonly windows: readonly Window[];
  /** The URL of the proxy through which every receiver is reached. Default: directly. */
  readonly proxy?: string;
}

/**
 * The base configuration: by team, then by severity. What no team claims reaches the fallback team, and its pager if it is critical.
 * @throws DeclarationError for a workload whose team has no contact, a contact whose team owns nothing, a window of no workload, a
 *   route to a receiver that is not there or behind one that takes everything, a receiver without a route, a matcher on a label that
 *   no alert carries, and an alert that nobody is told of
 */
export function alertmanagerConfig(alerting: Alerting): AlertmanagerConfig {
  const { contacts, fallback, workloads, windows, proxy } = alerting;
  checkContacts(alerting);
  checkWindows(alerting);
  const alerts = alertsOf(workloads, fallback.team).map(({ labels }) => labels);
  const ownedBy = ({ team }: Contact) => alerts.filter((alert) => alert.team === team.name);
  const intervals = hoursOf(contacts, windows).map(timeInterval);
  const config = checkRoutes({
    global: { resolve_timeout: '5m', ...(proxy !== undefined && { http_config: { proxy_url: proxy } }) },
    templates: [TEMPLATES_FILE],
    route: {
      receiver: channelReceiver(fallback.team),
      group_by: GROUPED_BY,
      ...WARNING,
      routes: [
        watchdogRoute,
        ...contacts.map((contact) => teamRoute(contact, { alerts: ownedBy(contact), workloads, windows })),
        strayRoute(fallback),
      ],
    },
    inhibit_rules: [
      ...severityInhibitions(workloads),
      ...declaredInhibitions(workloads),
      ...logInhibitions(workloads),
      ...sloInhibitions(workloads),
    ],
    ...(intervals.length > 0 && { time_intervals: intervals }),
    receivers: [
      ...contacts.flatMap((contact) =>
        receiversOf(
          contact,
          ownedBy(contact).some(({ digest }) => digest !== undefined),
        ),
      ),
      receiver(WATCHDOG_RECEIVER, [deadMansSwitch]),
    ],
  });
  return checkRouting(config, { alerts, labels: labelsOf(workloads, fallback.team) });
}
