import { setTimeout as sleep } from 'node:timers/promises';
import { ended, post, type Alert } from '../../live/harness/alertmanager/api';
import type { Change } from '../../live/incidents/report';
import { HOUR, MINUTE, type Span, type Time } from '../../../simulator/time';
import { spoken } from './week/clock';
import { identity } from './week/within';

/** Simulated time as a time of ours. */
export interface Clock {
  readonly factor: number;
  /** In milliseconds of Unix time. */
  readonly real: (t: Time) => number;
  readonly simulated: (milliseconds: number) => Time;
}

export const clock = (from: Time, began: number, factor: number): Clock => ({
  factor,
  real: (t) => began + ((t - from) * 1000) / factor,
  simulated: (milliseconds) => from + ((milliseconds - began) * factor) / 1000,
});

export interface Listener {
  readonly url: string;
  readonly hears: (alertname: string) => boolean;
}

type Labels = Readonly<Record<string, string>>;

/** Rarer than Prometheus does, and stating an end that is farther: a pause of this program must not end an alert. */
const AGAIN = 5 * MINUTE;
const STATED_END = 2 * HOUR;

const DAY_PARTS = 4;

/**
 * Tells Alertmanagers of a history as Prometheus would have, at its times on their clock: of each change at once, and again and again of
 * what fires.
 * @returns how late it was at most, in simulated seconds
 */
export async function feed(
  history: readonly Change[],
  listeners: readonly Listener[],
  {
    clock,
    span,
    annotations,
    say,
  }: {
    readonly clock: Clock;
    readonly span: Span;
    readonly annotations: (labels: Labels) => Labels;
    readonly say: (what: string) => void;
  },
): Promise<number> {
  const firing = new Map<string, Alert>();
  let late = 0;
  const tell = async (alerts: readonly Alert[]): Promise<void> => {
    await Promise.all(
      listeners.map(async ({ url, hears }) => {
        const heard = alerts.filter(({ labels }) => hears(labels.alertname ?? ''));
        if (heard.length > 0) await post([{ url }], heard);
      }),
    );
  };
  const statedEnd = (t: Time): Date => new Date(clock.real(t + STATED_END));
  let reported = span.from;
  for (const { time, changes } of moments(history, span)) {
    await sleep(Math.max(0, clock.real(time) - Date.now()));
    late = Math.max(late, clock.simulated(Date.now()) - time);
    if (changes) {
      await tell(changes.map((change) => taken(firing, change)));
    } else {
      await tell([...firing.values()].map((alert) => ({ ...alert, endsAt: statedEnd(time) })));
    }
    if (time - reported >= (24 * HOUR) / DAY_PARTS) {
      reported = time;
      say(`${spoken(time)}, ${firing.size} alerts fire`);
    }
  }
  await sleep(Math.max(0, clock.real(span.to) - Date.now()));
  return late;

  function taken(known: Map<string, Alert>, change: Change): Alert {
    const id = identity(change);
    const { labels, time } = change;
    const now = new Date(clock.real(time));
    if (change.state === 'firing') {
      const alert: Alert = { labels, annotations: annotations(labels), startsAt: now, endsAt: statedEnd(time) };
      known.set(id, alert);
      return alert;
    }
    const alert = known.get(id) ?? { labels, startsAt: now };
    known.delete(id);
    return ended(alert, now);
  }
}

interface Moment {
  readonly time: Time;
  /** Undefined where what fires is told of again. */
  readonly changes?: readonly Change[];
}

/** Every moment at which something is to be told. */
function moments(history: readonly Change[], { from, to }: Span): readonly Moment[] {
  const byTime = new Map<Time, Change[]>();
  for (const change of history) {
    if (change.state === 'pending' || change.time < from || change.time > to) continue;
    const known = byTime.get(change.time);
    if (known) known.push(change);
    else byTime.set(change.time, [change]);
  }
  const again = Array.from({ length: Math.floor((to - from) / AGAIN) }, (_, i): Moment => ({ time: from + i * AGAIN }));
  return [...[...byTime].map(([time, changes]): Moment => ({ time, changes })), ...again].sort(
    (a, b) => a.time - b.time,
  );
}
