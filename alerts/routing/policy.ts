import { MUTED, WATCHDOG, type Hours, type Severity, type Window, type Workload } from '../../signals';
import type { Route } from '../alertmanager';
import { groupsOf } from '../groups';
import { channelReceiver, digestReceiver, pageReceiver, type Contact } from '../receivers/contact';
import { WATCHDOG_RECEIVER } from '../receivers/watchdog';
import type { Labels } from './matcher';

/** How soon people are told, how often of what joins it, and when again of what still stands. */
type Timing = Required<Pick<Route, 'group_wait' | 'group_interval' | 'repeat_interval'>>;

/**
 * Somebody is woken: of what begins within half a minute at once, and of what joins it as soon as they have begun to look. To say it
 * again wakes nobody while the incident is open in PagerDuty. It is said often, for Alertmanager does not notice that an alert has
 * ended while its time interval mutes it (v0.31, notify/notify.go), and would take one that fires afterwards for the same.
 */
const INCIDENT: Timing = { group_wait: '30s', group_interval: '5m', repeat_interval: '1h' };

/**
 * Nobody is waiting for it: what comes of one cause within minutes is one message, and what joins it is told twice an hour. Again
 * after less than a night, so that what ended and came back in it is told in the morning.
 */
export const WARNING: Timing = { group_wait: '2m', group_interval: '30m', repeat_interval: '12h' };

/** Findings, each of which is looked into when there is time: twice a shift is enough, with those that are over by then. */
const DIGEST: Timing = { group_wait: '15m', group_interval: '4h', repeat_interval: '24h' };

/** Alerts of one incident and severity are one notification, so that latency and errors together are one. */
export const GROUPED_BY = ['workload', 'incident', 'severity'] as const;

/**
 * The dead man's switch is called every minute: it counts how long it has heard nothing. What has been told is noted a moment after
 * the group was looked at: with a repeat interval of a minute as well, every second look would come that moment too early.
 */
export const watchdogRoute: Route = {
  receiver: WATCHDOG_RECEIVER,
  matchers: [`alertname="${WATCHDOG}"`],
  group_by: ['alertname'],
  group_wait: '0s',
  group_interval: '1m',
  repeat_interval: '50s',
};

/** What a team's routes depend on. */
export interface Owned {
  /** The labels of the alerts that it owns, as rules set them. */
  readonly alerts: readonly Labels[];
  readonly workloads: readonly Workload[];
  readonly windows: readonly Window[];
}

/**
 * The alerts of a team: what is critical pages, at any time; the rest goes to its channel, while people are at work. What happens
 * to a workload in a maintenance or deployment window is told as far as the window lets it. Rules that are not ours, and have the
 * label of a team, are told like ours.
 */
export function teamRoute(contact: Contact, { alerts, workloads, windows }: Owned): Route {
  const { team } = contact;
  const kinds = [...new Set(alerts.map(({ workload = '' }) => workload))].map((workload) => ({
    workload,
    windows: windows.filter((window) => window.workloads.includes(workload)),
    apart: workloads.find(({ name }) => name === workload)?.apart ?? [],
    digests: alerts.some((alert) => alert.workload === workload && alert.digest !== undefined),
  }));
  const special = groupsOf(
    kinds.filter((kind) => kind.windows.length + kind.apart.length + Number(kind.digests) > 0),
    (kind) => [kind.windows.map(({ kind: what, hours }) => [what, hours.name]), kind.apart, kind.digests],
  );
  return {
    receiver: channelReceiver(team),
    matchers: [`team="${team.name}"`],
    routes: [
      ...special.map((group) => ({
        matchers: [`workload=~"${group.map(({ workload }) => workload).join('|')}"`],
        routes: severityRoutes(contact, group[0]),
      })),
      ...severityRoutes(contact, { windows: [], apart: [], digests: false }),
    ],
  };
}

interface Told {
  readonly windows: readonly Window[];
  /** The labels whose values are incidents of their own. */
  readonly apart: readonly string[];
  readonly digests: boolean;
}

function severityRoutes(contact: Contact, { windows, apart, digests }: Told): readonly Route[] {
  const { team, hours } = contact;
  const atWork = { ...(hours && { active_time_intervals: [hours.name] }), ...muted(windows, 'warning') };
  return [
    {
      receiver: pageReceiver(team),
      matchers: ['severity="critical"'],
      ...(apart.length > 0 && { group_by: [...GROUPED_BY, ...apart] }),
      ...INCIDENT,
      ...muted(windows, 'critical'),
    },
    ...(digests ? [{ receiver: digestReceiver(team), matchers: ['digest!=""'], ...atWork, ...DIGEST }] : []),
    { receiver: channelReceiver(team), matchers: ['severity=~"warning|info"'], ...atWork, ...WARNING },
  ];
}

function muted(windows: readonly Window[], severity: Severity): Pick<Route, 'mute_time_intervals'> {
  const names = windows.filter(({ kind }) => MUTED[kind].includes(severity)).map(({ hours }) => hours.name);
  return names.length > 0 ? { mute_time_intervals: names } : {};
}

/** What no team claims: it is told to the team that looks after everything, and pages if it is critical. */
export const strayRoute = (contact: Contact): Route => ({
  receiver: pageReceiver(contact.team),
  matchers: ['severity="critical"'],
  ...INCIDENT,
});

/** All hours by which it is decided whether somebody is told. */
export const hoursOf = (contacts: readonly Contact[], windows: readonly Window[]): readonly Hours[] => [
  ...new Set([...contacts.flatMap(({ hours }) => hours ?? []), ...windows.map(({ hours }) => hours)]),
];
