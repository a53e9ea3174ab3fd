import type { Notification } from '../harness/alertmanager/recorder';

/** An event of PagerDuty: what has the same key is one incident there, and wakes somebody once. */
export interface Page {
  readonly receiver: string;
  readonly key: string;
  readonly action: string;
}

/** The events among what was told. */
export const pagesIn = (told: readonly Notification[]): readonly Page[] =>
  told
    .filter(({ kind }) => kind === 'pagerduty')
    .map(({ receiver, body }) => ({ receiver, key: String(body.dedup_key), action: String(body.event_action) }));

/** To whom notifications of a kind went, one name for each. */
export const receiversIn = (told: readonly Notification[], kind: string): readonly string[] =>
  told.filter((one) => one.kind === kind).map(({ receiver }) => receiver);
