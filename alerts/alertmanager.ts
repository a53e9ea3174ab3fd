import { DeclarationError, SEVERITIES, WATCHDOG, type Team, type Workload } from '../signals';
import { declaredInhibitions, severityInhibitions, type InhibitRule } from './inhibition';
import {
  channelReceiver,
  pageReceiver,
  receiverFor,
  teamReceivers,
  WATCHDOG_RECEIVER,
  watchdogReceiver,
  type Receiver,
} from './receivers';
import { alertsOf, labelsOf } from './routing/alerts';
import { checkRouting } from './routing/check';
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
  readonly routes?: readonly Route[];
}

/** The file `alertmanager.yaml` as a plain object. */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: string; readonly http_config?: { readonly proxy_url: string } };
  readonly route: Route & { readonly receiver: string };
  readonly inhibit_rules: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
}

/**
 * The base configuration: by team, then by severity. Alerts of one incident and severity are one notification, so that
 * latency and errors together are one. What no team claims reaches the fallback team, and its pager if it is critical.
 * @throws DeclarationError for a workload whose team has no receivers, for a route to a receiver that is not there or that
 *   nothing comes to, a receiver without a route, a matcher on a label that no alert carries, and an alert that nobody is told of
 */
export function alertmanagerConfig(props: {
  readonly teams: readonly Team[];
  readonly fallback: Team;
  readonly workloads: readonly Workload[];
  /** The URL of the proxy through which every receiver is reached. Default: directly. */
  readonly proxy?: string;
}): AlertmanagerConfig {
  const { teams, fallback, workloads, proxy } = props;
  for (const { name, team } of workloads) {
    if (!teams.some((known) => known.name === team.name)) {
      throw new DeclarationError(
        `workload ${name}: its team '${team.name}' has no receivers: add it to TEAMS in workloads/teams.ts`,
      );
    }
  }
  const config = checkRoutes({
    global: { resolve_timeout: '5m', ...(proxy !== undefined && { http_config: { proxy_url: proxy } }) },
    route: {
      receiver: channelReceiver(fallback),
      group_by: ['workload', 'incident', 'severity'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        watchdogRoute,
        ...teams.map(teamRoute),
        { receiver: pageReceiver(fallback), matchers: ['severity="critical"'] },
      ],
    },
    inhibit_rules: [...severityInhibitions(workloads), ...declaredInhibitions(workloads), ...sloInhibitions(workloads)],
    receivers: [...teams.flatMap(teamReceivers), watchdogReceiver],
  });
  return checkRouting(config, {
    alerts: alertsOf(workloads, fallback).map(({ labels }) => labels),
    labels: labelsOf(workloads, fallback),
  });
}

/** Sent on every minute: the switch outside counts how long it has heard nothing. */
const watchdogRoute: Route = {
  receiver: WATCHDOG_RECEIVER,
  matchers: [`alertname="${WATCHDOG}"`],
  group_by: ['alertname'],
  group_wait: '0s',
  group_interval: '1m',
  repeat_interval: '1m',
};

const teamRoute = (team: Team): Route => ({
  receiver: channelReceiver(team),
  matchers: [`team="${team.name}"`],
  routes: SEVERITIES.map((severity) => ({
    receiver: receiverFor(team, severity),
    matchers: [`severity="${severity}"`],
  })),
});

/** @throws DeclarationError for a route to a receiver that does not exist, or a receiver that no route uses */
export function checkRoutes(config: AlertmanagerConfig): AlertmanagerConfig {
  const receivers = config.receivers.map(({ name }) => name);
  const used = routesOf(config.route).flatMap(({ receiver }) => (receiver === undefined ? [] : [receiver]));
  const missing = used.find((name) => !receivers.includes(name));
  if (missing !== undefined) {
    throw new DeclarationError(
      `alertmanager: a route leads to the receiver '${missing}', which does not exist; there are ${receivers.join(', ')}`,
    );
  }
  const idle = receivers.find((name) => !used.includes(name));
  if (idle !== undefined)
    throw new DeclarationError(`alertmanager: no route leads to the receiver '${idle}': remove it or route to it`);
  return config;
}

const routesOf = (route: Route): readonly Route[] => [route, ...(route.routes ?? []).flatMap(routesOf)];
