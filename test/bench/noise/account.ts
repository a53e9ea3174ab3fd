import { DAY, HOUR, MINUTE, type Span, type Time } from '../../../simulator/time';
import type { Change } from '../../live/incidents/report';
import { TOLD_LATE } from './parametric';
import { openings, type Heard, type Sent } from './heard';
import type { SideName } from './sides';
import type { DEPLOYS, TrueIncident } from './week/events';
import { identity } from './week/within';

/** What people got of a week on one side. */
export interface Account {
  readonly side: SideName;
  readonly notifications: number;
  readonly perDay: number;
  /** Of these, a day, how many only say that something is over. */
  readonly overPerDay: number;
  /** By who is on call, how often that person was woken. */
  readonly pages: Readonly<Record<string, number>>;
  /** All that went to pagers, ends and updates of what is known included. */
  readonly pagerEvents: number;
  readonly incidents: readonly IncidentAccount[];
  /** How many notifications told, during a deployment or within a quarter of an hour after it, of the workload that is deployed. */
  readonly ofDeployments: number;
}

export interface IncidentAccount {
  readonly incident: string;
  readonly team: string;
  /** When its first alert began to fire; undefined if none did. */
  readonly fired?: Time;
  /** From then on until somebody was woken, in seconds; undefined if nobody was. */
  readonly pagedAfter?: number;
}

/** An alert may begin to fire when the worst is over, since it looks back. */
const LOOKS_BACK = HOUR;

/** A rule may look a quarter of an hour back at most to see one. */
const SEEN_AFTER = 15 * MINUTE;

const isOfDeployment = ({ at, firing }: Content, { workload, when: { from, to } }: Deployment): boolean =>
  at >= from && at <= to + SEEN_AFTER && firing.some((labels) => labels.workload === workload);

type Content = Heard['contents'][number];
type Deployment = (typeof DEPLOYS)[number];

/** What happened in the week. */
interface Week {
  readonly history: readonly Change[];
  readonly incidents: readonly TrueIncident[];
  readonly deployments: readonly Deployment[];
  readonly span: Span;
}

export function accountOf(
  side: SideName,
  { sent, contents }: Heard,
  { history, incidents, deployments, span }: Week,
): Account {
  const days = (span.to - span.from) / DAY;
  const woken = side === 'naive' ? wakingAll(sent, contents) : openings(sent);
  return {
    side,
    notifications: sent.length,
    perDay: sent.length / days,
    overPerDay: contents.filter(({ isOver }) => isOver).length / days,
    pages: counted(woken.map(({ receiver }) => receiver)),
    pagerEvents: sent.filter(({ kind }) => kind === 'pagerduty').length,
    incidents: incidents.map((incident) => incidentAccount(incident, contents, woken, history)),
    ofDeployments: contents.filter((one) => deployments.some((deployment) => isOfDeployment(one, deployment))).length,
  };
}

/** Where everything notifies, whoever is on call is woken by all that is not over. */
const wakingAll = (sent: readonly Sent[], contents: Heard['contents']): readonly Sent[] =>
  sent.filter((_, i) => contents[i]?.isOver === false);

const counted = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]));

function incidentAccount(
  { incident, team, alerts, workload, from, to }: TrueIncident,
  contents: Heard['contents'],
  woken: readonly Sent[],
  history: readonly Change[],
): IncidentAccount {
  const isOfIt = (labels: Change['labels']): boolean =>
    labels.workload === workload && labels.severity === 'critical' && alerts.includes(labels.alertname ?? '');
  const fired = history.find(
    ({ time, state, labels }) => state === 'firing' && isOfIt(labels) && time >= from && time <= to + LOOKS_BACK,
  )?.time;
  if (fired === undefined) return { incident, team };
  const pagers = new Set(woken.map(({ receiver }) => receiver));
  const told = contents.find(
    ({ at, receiver, firing }) => pagers.has(receiver) && at >= fired - ROUNDING && firing.some(isOfIt),
  );
  const page =
    told &&
    nearest(
      // What only joins an incident that is open wakes nobody.
      woken.filter(({ receiver }) => receiver === told.receiver),
      told.at,
    );
  return { incident, team, fired, ...(page && { pagedAfter: Math.max(0, page.at - fired) }) };
}

/** Clocks are read in whole milliseconds, which are longer in simulated time. */
const ROUNDING = 5;

/** What is sent to a pager and to the webhook beside it does not arrive in the same moment. */
const TOGETHER = 2 * MINUTE;

const nearest = (sent: readonly Sent[], at: Time): Sent | undefined =>
  sent
    .filter((one) => Math.abs(one.at - at) <= TOGETHER)
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];

/** Alerts of which no notification told, not even that they are over: a more general one silenced them, or their group was due too late. */
export function untold(history: readonly Change[], contents: Heard['contents']): readonly Change[] {
  const told = new Map<string, readonly Time[]>();
  for (const { at, firing, over } of contents) {
    for (const labels of [...firing, ...over]) {
      const id = identity({ labels });
      told.set(id, [...(told.get(id) ?? []), at]);
    }
  }
  return stretches(history)
    .filter(({ begun, to }) => {
      const moments = told.get(identity(begun)) ?? [];
      return !moments.some((at) => at >= begun.time - ROUNDING && at <= to + TOLD_LATE);
    })
    .map(({ begun }) => begun);
}

/** From when to when alerts fire. */
function stretches(history: readonly Change[]): readonly { readonly begun: Change; readonly to: Time }[] {
  const open = new Map<string, Change>();
  const closed: { readonly begun: Change; readonly to: Time }[] = [];
  for (const change of history) {
    const id = identity(change);
    const begun = open.get(id);
    if (change.state === 'firing') {
      open.set(id, begun ?? change);
    } else if (begun) {
      closed.push({ begun, to: change.time });
      open.delete(id);
    }
  }
  return [...closed, ...[...open.values()].map((begun) => ({ begun, to: Infinity }))];
}
