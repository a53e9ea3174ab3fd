import type { Notification } from '../harness/alertmanager/recorder';

/** Messages as they are sent, as somebody reads them: times and the long words of descriptions are left out. */

interface PagerDutyEvent {
  readonly event_action: string;
  readonly client_url: string;
  readonly dedup_key: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: string;
    /** Alertmanager reads what their templates print as YAML: nothing is null, and what looks like a list or a map is sent as one. */
    readonly custom_details: Readonly<Record<string, unknown>>;
  };
}

interface SlackMessage {
  readonly channel: string;
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
}

/** What the annotations of all alerts say at length. */
type Descriptions = readonly (string | undefined)[];

/** What a pager shows of an event. @throws Error for one without a key */
export function readPage({ body }: Notification, descriptions: Descriptions) {
  const event = body as unknown as PagerDutyEvent;
  if (!/^[0-9a-f]{64}$/.test(event.dedup_key)) throw new Error(`an event with the key '${event.dedup_key}'`);
  const { summary, source, severity, custom_details: details } = event.payload;
  return {
    action: event.event_action,
    summary,
    source,
    severity,
    client_url: destination(event.client_url),
    links: event.links.map(({ text, href }) => `${text}: ${destination(href)}`),
    details: Object.fromEntries<unknown>(
      Object.entries(details).map(([name, value]) => [
        name,
        typeof value === 'string' ? brief(value, descriptions) : value,
      ]),
    ),
  };
}

/** What a channel shows of a message. @throws Error for one that is not one attachment */
export function readMessage({ body }: Notification, descriptions: Descriptions) {
  const { channel, attachments } = body as unknown as SlackMessage;
  const [attachment, ...others] = attachments;
  if (!attachment || others.length > 0) throw new Error(`a message with ${attachments.length} attachments`);
  const { color, title, title_link: link, text, fallback } = attachment;
  return {
    channel,
    color,
    title: String(title),
    title_link: destination(String(link)),
    text: brief(String(text), descriptions).replaceAll(
      /<(http[^|>]*)\|([^>]*)>/g,
      (_, address: string, words: string) => `[${words}: ${destination(address)}]`,
    ),
    fallback,
  };
}

const brief = (text: string, descriptions: Descriptions): string =>
  descriptions
    .reduce<string>((rest, description = '') => rest.replaceAll(description, '(description)'), text)
    .replaceAll(/<!date\^\d+\^[^|>]*\|[^>]*>|\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '(time)');

/** Where an address leads, without the host and the time: its path, and what it asks for there. */
function destination(address: string): string {
  const { pathname, searchParams, hash } = new URL(address);
  const panes = searchParams.get('panes');
  if (panes !== null) return `${pathname} ${asked(panes)}`;
  const wanted = [...searchParams].filter(([name]) => name !== 'from' && name !== 'to');
  const query = wanted.map(([name, value]) => `${name}=${value}`).join('&');
  return `${pathname}${query && `?${query}`}${hash.replace(/\?.*/, '')}`;
}

interface Pane {
  readonly queries: readonly { readonly expr?: string; readonly service?: string }[];
}

const asked = (panes: string): string =>
  Object.values(JSON.parse(panes) as Readonly<Record<string, Pane>>)
    .flatMap(({ queries }) => queries.map(({ expr, service }) => expr ?? service))
    .join(', ');
