export interface Answer {
  readonly status: number;
  readonly body: string;
}

type Json = Readonly<Record<string, unknown>>;

/** What each service says to a request that it understands. It does not refuse what the real one would accept. */
const SERVICES: Readonly<Record<string, (body: Json) => Answer>> = {
  pagerduty: (body) => {
    const errors = missingIn(body);
    return errors.length === 0
      ? json(202, { status: 'success', message: 'Event processed', dedup_key: body.dedup_key })
      : json(400, { status: 'invalid event', message: 'Event object is invalid', errors });
  },
  slack: ({ text, blocks, attachments = [] }) =>
    [text, blocks].some((part) => part !== undefined) || (attachments as readonly unknown[]).length > 0
      ? { status: 200, body: 'ok' }
      : { status: 400, body: 'no_text' },
  webhook: () => ({ status: 200, body: '' }),
};

/**
 * How the service of a kind answers. PagerDuty as in its Events API v2: an event without a key, an action or (for one that opens an
 * incident) a summary, source and severity is invalid, and then Alertmanager gives up. Slack wants something to show.
 */
export function answerOf(kind: string, text: string): Answer {
  const service = SERVICES[kind];
  if (!service) return { status: 404, body: `nobody plays ${kind}` };
  const body = parsed(text);
  return body ? service(body) : { status: 400, body: 'invalid_payload' };
}

function missingIn({ routing_key: key, event_action: action, payload }: Json): readonly string[] {
  const { summary, source, severity } = (payload ?? {}) as Json;
  const wanted = { routing_key: key, event_action: action, ...(action === 'trigger' && { summary, source, severity }) };
  return Object.entries(wanted)
    .filter(([, value]) => value === undefined || value === '')
    .map(([name]) => `'${name}' is missing or blank`);
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

const json = (status: number, body: Json): Answer => ({ status, body: JSON.stringify(body) });
