import type { Notification } from '../../live/harness/alertmanager/recorder';
import type { Time } from '../../../simulator/time';
import type { Clock } from './feed';

export type Labels = Readonly<Record<string, string>>;

/** Something that a person got: one message of one service. */
export interface Sent {
  readonly at: Time;
  readonly receiver: string;
  readonly kind: string;
  /** Of an event for PagerDuty: whether it opens or ends an incident, and which. */
  readonly event?: { readonly action: string; readonly key: string };
}

/** What it was about. */
export interface Content {
  readonly at: Time;
  readonly receiver: string;
  /** Whether all of it is over. */
  readonly isOver: boolean;
  readonly firing: readonly Labels[];
  /** What it says is over. */
  readonly over: readonly Labels[];
}

export interface Heard {
  readonly sent: readonly Sent[];
  readonly contents: readonly Content[];
}

/** What a recorder has heard until a time. @param overheard receivers that have a webhook only so that their alerts can be read */
export function heard(
  notifications: readonly Notification[],
  { clock, to, overheard }: { readonly clock: Clock; readonly to: Time; readonly overheard: ReadonlySet<string> },
): Heard {
  const all = notifications
    .map(({ at, ...rest }) => ({ ...rest, at: clock.simulated(at) }))
    .filter(({ at }) => at <= to);
  return {
    sent: all
      .filter(({ kind, receiver }) => kind !== 'webhook' || !overheard.has(receiver))
      .map(({ at, receiver, kind, body }) => ({
        at,
        receiver,
        kind,
        ...(kind === 'pagerduty' && { event: eventOf(body) }),
      })),
    contents: all
      .filter(({ kind }) => kind === 'webhook')
      .map(({ at, receiver, body }) => {
        const alerts = body.alerts as readonly { readonly status: string; readonly labels: Labels }[];
        const those = (wanted: string) => alerts.filter(({ status }) => status === wanted).map(({ labels }) => labels);
        const firing = those('firing');
        return { at, receiver, isOver: firing.length === 0, firing, over: those('resolved') };
      }),
  };
}

const eventOf = ({ event_action: action, dedup_key: key }: Notification['body']): NonNullable<Sent['event']> => ({
  action: String(action),
  key: String(key),
});

/** Events that open an incident: one for an incident that is open is an update of it, and wakes nobody. */
export function openings(sent: readonly Sent[]): readonly Sent[] {
  const open = new Set<string>();
  return sent.filter(({ receiver, event }) => {
    if (!event) return false;
    const id = `${receiver} ${event.key}`;
    if (event.action !== 'trigger') {
      open.delete(id);
      return false;
    }
    if (open.has(id)) return false;
    open.add(id);
    return true;
  });
}
