import { MUTED, type Hours, type Severity, type Window } from '../../signals';
import type { Route } from '../alertmanager';
import { channelReceiver, pageReceiver, type Contact } from '../receivers/contact';
import type { Labels } from './matcher';

/** How soon people are told, how often of what joins it, and when again of what still stands. */
type Timing = Required<Pick<Route, 'group_wait' | 'group_interval' | 'repeat_interval'>>;

/** Somebody is woken: of what begins within half a minute at once, and of what joins it as soon as they have begun to look. */
export const INCIDENT: Timing = { group_wait: '30s', group_interval: '5m', repeat_interval: '12h' };

/** Nobody is waiting for it: what comes of one cause within minutes is one message, and what joins it is told twice an hour. */
const WARNING: Timing = { group_wait: '2m', group_interval: '30m', repeat_interval: '24h' };

/** Findings, each of which is looked into when there is time: twice a shift is enough. */
const DIGEST: Timing = { group_wait: '15m', group_interval: '4h', repeat_interval: '72h' };

/** Alerts of one incident and severity are one notification, so that latency and errors together are one. */
export const GROUPED_BY = ['workload', 'incident', 'severity'] as const;

/**
 * The alerts of a team: what is critical pages, at any time; the rest goes to its channel, while people are at work. What happens
 * to a workload in a maintenance or deployment window is told as far as the window lets it.
 * @param alerts the labels of those that the team owns
 */
export function teamRoute(contact: Contact, windows: readonly Window[], alerts: readonly Labels[]): Route {
  const { team } = contact;
  const digests = alerts.some(({ digest }) => digest !== undefined);
  return {
    receiver: channelReceiver(team),
    matchers: [`team="${team.name}"`],
    routes: [
      ...withWindows(windows, alerts).map((group) => ({
        matchers: [`workload=~"${group.workloads.join('|')}"`],
        routes: severityRoutes(contact, { windows: group.windows, digests }),
      })),
      ...severityRoutes(contact, { windows: [], digests }),
    ],
  };
}

interface Told {
  readonly windows: readonly Window[];
  /** Whether the team has findings. */
  readonly digests: boolean;
}

function severityRoutes(contact: Contact, { windows, digests }: Told): readonly Route[] {
  const { team, hours } = contact;
  const atWork = hours ? { active_time_intervals: [hours.name] } : {};
  const channel = { receiver: channelReceiver(team), ...atWork, ...muted(windows, 'warning') };
  return [
    { receiver: pageReceiver(team), matchers: ['severity="critical"'], ...INCIDENT, ...muted(windows, 'critical') },
    ...(digests ? [{ ...channel, matchers: ['digest!=""'], ...DIGEST }] : []),
    { ...channel, matchers: ['severity=~"warning|info"'], ...WARNING },
  ];
}

function muted(windows: readonly Window[], severity: Severity): Pick<Route, 'mute_time_intervals'> {
  const names = windows.filter(({ kind }) => MUTED[kind].includes(severity)).map(({ hours }) => hours.name);
  return names.length > 0 ? { mute_time_intervals: names } : {};
}

interface Group {
  readonly workloads: readonly string[];
  readonly windows: readonly Window[];
}

/** The workloads among those of the alerts that have windows; those that have the same ones together. */
function withWindows(windows: readonly Window[], alerts: readonly Labels[]): readonly Group[] {
  const single = [...new Set(alerts.map(({ workload = '' }) => workload))]
    .map((workload) => ({ workload, windows: windows.filter(({ workloads }) => workloads.includes(workload)) }))
    .filter((one) => one.windows.length > 0);
  const key = (of: readonly Window[]): string => of.map(({ hours }) => hours.name).join();
  return [...new Set(single.map((one) => key(one.windows)))].map((wanted) => {
    const same = single.filter((one) => key(one.windows) === wanted);
    return { workloads: same.map(({ workload }) => workload), windows: same[0]?.windows ?? [] };
  });
}

/** All hours by which it is decided whether somebody is told. */
export const hoursOf = (contacts: readonly Contact[], windows: readonly Window[]): readonly Hours[] => [
  ...new Set([...contacts.flatMap(({ hours }) => hours ?? []), ...windows.map(({ hours }) => hours)]),
];
