import { fetchJson, postJson } from '../http';

type Labels = Readonly<Record<string, string>>;

/** What Prometheus sends of an alert. */
export interface Alert {
  readonly labels: Labels;
  readonly annotations?: Labels;
  /** Since when it fires; by default since now. */
  readonly startsAt?: Date;
  /** Until when it fires; by default for an hour. Prometheus states a time as well, a few minutes ahead, and sends it again and again. */
  readonly endsAt?: Date;
}

interface Url {
  readonly url: string;
}

const HOUR = 3_600_000;

/**
 * Sends alerts to every replica, as Prometheus does: that some cannot be reached is no error as long as one can.
 * @throws Error with what each of them said, where none accepts them
 */
export async function post(alertmanagers: readonly Url[], alerts: readonly Alert[]): Promise<void> {
  const body = alerts.map(({ labels, annotations = {}, startsAt, endsAt }) => ({
    labels,
    annotations,
    startsAt: startsAt ?? new Date(),
    endsAt: endsAt ?? new Date(Date.now() + HOUR),
  }));
  const sent = await Promise.allSettled(alertmanagers.map(({ url }) => postJson(`${url}/api/v2/alerts`, body)));
  const failed = sent.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  if (failed.length === sent.length) throw new Error(`no Alertmanager accepts the alerts: ${failed.join('; ')}`);
}

/** The same alert when it has ended. */
export const ended = (alert: Alert, at = new Date()): Alert => ({ ...alert, endsAt: at });

/** Silences what has these labels, for an hour. Returns the id of the silence. */
export async function silence({ url }: Url, labels: Labels): Promise<string> {
  const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
  const answer = await postJson(`${url}/api/v2/silences`, {
    matchers,
    startsAt: new Date(),
    endsAt: new Date(Date.now() + HOUR),
    createdBy: 'test',
    comment: 'test',
  });
  return (JSON.parse(answer) as { readonly silenceID: string }).silenceID;
}

/** What Alertmanager says of an alert that it knows. */
export interface Known {
  readonly labels: Labels;
  readonly status: {
    /** `active`, `suppressed`, or `unprocessed` until its group is looked at for the first time. */
    readonly state: string;
    readonly inhibitedBy: readonly string[];
    readonly silencedBy: readonly string[];
  };
}

export const known = async ({ url }: Url): Promise<readonly Known[]> =>
  (await fetchJson(`${url}/api/v2/alerts`)) as readonly Known[];

/** What it says of the alert with exactly these labels. @throws Error where it knows of none */
export async function statusOf(alertmanager: Url, { labels }: Alert): Promise<Known['status']> {
  const key = (of: Labels): string => JSON.stringify(Object.entries(of).sort());
  const found = (await known(alertmanager)).find((one) => key(one.labels) === key(labels));
  if (!found) throw new Error(`Alertmanager does not know of ${key(labels)}`);
  return found.status;
}

/** Alerts that are told together, to a receiver. */
export interface Group {
  readonly receiver: string;
  readonly labels: readonly Labels[];
  /** The time intervals that hold it back. */
  readonly mutedBy: readonly string[];
}

interface ApiGroup {
  readonly receiver: { readonly name: string };
  readonly alerts: readonly { readonly labels: Labels; readonly status: { readonly mutedBy: readonly string[] } }[];
}

export async function groups({ url }: Url): Promise<readonly Group[]> {
  const answer = (await fetchJson(`${url}/api/v2/alerts/groups`)) as readonly ApiGroup[];
  return answer.map(({ receiver, alerts }) => ({
    receiver: receiver.name,
    labels: alerts.map(({ labels }) => labels),
    mutedBy: [...new Set(alerts.flatMap(({ status }) => status.mutedBy))],
  }));
}
