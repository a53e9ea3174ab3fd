import { matches, uninhibited, type InhibitRule, type Labels } from './inhibition';
import type { Change } from './report';

interface Route {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly continue?: boolean;
  readonly routes?: readonly Route[];
}

/** What of Alertmanager's configuration decides who is told. */
export interface Routing {
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly receivers: readonly { readonly name: string; readonly pagerduty_configs?: readonly unknown[] }[];
}

/** Alerts that somebody is woken by in one notification: those of one receiver and group. */
export interface Page {
  readonly receiver: string;
  /** What the alerts of the group have in common. */
  readonly group: Labels;
  /** The names of the alerts that were ever told of in it. */
  readonly alerts: readonly string[];
  /** When the first of them began to fire. */
  readonly at: number;
  /** When none of them fires any more; what the group has to tell later is another page. */
  readonly until: number;
}

interface Firing {
  readonly labels: Labels;
}

/** A stretch of time in which an alert fires and nothing silences it. */
interface Telling {
  readonly told: Firing;
  readonly from: number;
  readonly to: number;
}

/**
 * The distinct pages that a history of alerts leads to. An alert that is silenced within the wait of its group is never told of;
 * one that is silenced later has been, and keeps its page open while it fires. A group that is over and tells again wakes again.
 */
export function pages(changes: readonly Change[], routing: Routing): readonly Page[] {
  const found: Page[] = [];
  for (const { told, from, to } of [...tellings(changes, routing)].sort((a, b) => a.from - b.from)) {
    const { receiver, group_by: by = [], group_wait: wait } = leaf(routing.route, told.labels);
    if (!isPager(routing, receiver) || to - from < seconds(wait)) continue;
    const group = Object.fromEntries(by.map((label) => [label, told.labels[label] ?? '']));
    const open = found.findLastIndex((page) => isSame(page, receiver, group) && page.until >= from);
    const { alerts, at, until } = found[open] ?? { alerts: [], at: from, until: from };
    const page: Page = {
      receiver,
      group,
      alerts: [...new Set([...alerts, told.labels.alertname ?? ''])],
      at,
      until: Math.max(until, endOf(told, from, changes)),
    };
    if (open < 0) found.push(page);
    else found[open] = page;
  }
  return found;
}

const isSame = (page: Page, receiver: string, group: Labels): boolean =>
  page.receiver === receiver && identity(page.group) === identity(group);

/** When an alert that fires at a time ceases to, whatever silences it meanwhile. */
function endOf({ labels }: Firing, from: number, changes: readonly Change[]): number {
  const id = identity(labels);
  const ends = changes.filter(
    (change) => change.state !== 'firing' && change.time > from && identity(change.labels) === id,
  );
  return Math.min(Infinity, ...ends.map(({ time }) => time));
}

function tellings(changes: readonly Change[], { inhibit_rules: rules }: Routing): readonly Telling[] {
  const firing = new Map<string, Firing>();
  const open = new Map<string, Omit<Telling, 'to'>>();
  const closed: Telling[] = [];
  for (const [time, at] of byTime(changes)) {
    for (const { labels, state } of at) {
      const id = identity(labels);
      if (state === 'firing') firing.set(id, { labels });
      else firing.delete(id);
    }
    const told = new Set(uninhibited([...firing.values()], rules).map(({ labels }) => identity(labels)));
    for (const [id, { told: alert, from }] of open) {
      if (told.has(id)) continue;
      closed.push({ told: alert, from, to: time });
      open.delete(id);
    }
    for (const [id, alert] of firing) if (told.has(id) && !open.has(id)) open.set(id, { told: alert, from: time });
  }
  return [...closed, ...[...open.values()].map((telling) => ({ ...telling, to: Infinity }))];
}

function byTime(changes: readonly Change[]): ReadonlyMap<number, readonly Change[]> {
  const moments = new Map<number, Change[]>();
  for (const change of [...changes].sort((a, b) => a.time - b.time)) {
    const known = moments.get(change.time);
    if (known) known.push(change);
    else moments.set(change.time, [change]);
  }
  return moments;
}

const identity = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());

/** The route that an alert ends at, with what it inherits. @throws Error for a route that would lead on to others */
function leaf(route: Route, labels: Labels): Route & { readonly receiver: string } {
  if (route.continue === true)
    throw new Error(`the route to ${route.receiver ?? ''} continues: nothing here follows that`);
  const next = route.routes?.find(({ matchers = [] }) => matches(matchers, labels));
  if (!next) return { ...route, receiver: route.receiver ?? '' };
  const { receiver, group_by, group_wait } = { ...route, ...next };
  return leaf(
    {
      ...next,
      ...(receiver !== undefined && { receiver }),
      ...(group_by && { group_by }),
      ...(group_wait !== undefined && { group_wait }),
    },
    labels,
  );
}

function isPager({ receivers }: Routing, name: string): boolean {
  const receiver = receivers.find((candidate) => candidate.name === name);
  if (!receiver) throw new Error(`a route leads to ${name}, which is no receiver`);
  return (receiver.pagerduty_configs ?? []).length > 0;
}

function seconds(wait = '0s'): number {
  const [, number, unit] = /^(\d+)(s|m)$/.exec(wait) ?? [];
  if (number === undefined) throw new Error(`a group_wait of ${wait}`);
  return Number(number) * (unit === 'm' ? 60 : 1);
}
