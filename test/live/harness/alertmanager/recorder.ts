import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../ports';
import { answerOf, type Answer } from './services';

/** What a service was told, and answered well. */
export interface Notification {
  /** When it came, in milliseconds of Unix time. */
  readonly at: number;
  readonly receiver: string;
  /** `pagerduty`, `slack` or `webhook`. */
  readonly kind: string;
  /** The JSON that came. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a service is down: nobody accepts a connection, or it says that it cannot. */
export type Outage = 'refuses' | 'answers 503';

export interface Recorder {
  /** Where it listens; whoever is told is told at `<url>/<kind>/<receiver>`. */
  readonly url: string;
  /** All that it has accepted so far, in the order of arrival. */
  readonly notifications: readonly Notification[];
  /** How many it has answered with anything but success, which includes none that it did not even accept. */
  readonly refused: () => number;
  /** The services are down, all of them, until they are {@link up}. */
  readonly down: (how: Outage) => Promise<void>;
  readonly up: () => Promise<void>;
  /** Called at once for what comes next, before it is answered; the answer waits for it. */
  readonly onNext: (event: (notification: Notification) => Promise<void> | void) => void;
  readonly stop: () => Promise<void>;
}

/** Plays PagerDuty, Slack and any webhook on loopback, and keeps what they are told. */
export async function recorder(): Promise<Recorder> {
  const notifications: Notification[] = [];
  let refused = 0;
  let outage: Outage | undefined;
  let next: (notification: Notification) => Promise<void> | void = () => undefined;

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const at = Date.now();
    const [, kind = '', receiver = ''] = (request.url ?? '').split('/');
    const text = await bodyOf(request);
    const answered = outage === undefined ? answerOf(kind, text) : { status: 503, body: 'down' };
    if (answered.status >= 300) {
      refused += 1;
      return answered;
    }
    const notification = { at, receiver, kind, body: JSON.parse(text) as Notification['body'] };
    notifications.push(notification);
    const event = next;
    next = () => undefined;
    await event(notification);
    return answered;
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => response.writeHead(status).end(body),
      // Whoever asked is gone, or a test's own event has failed: either way nobody is told that all is well.
      () => response.destroy(),
    );
  });
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${LOOPBACK}:${port}`,
    notifications,
    refused: () => refused,
    down: async (how) => {
      outage = how;
      if (how === 'refuses') await closed(server);
    },
    up: async () => {
      outage = undefined;
      if (!server.listening) await listening(server, port);
    },
    onNext: (event) => {
      next = event;
    },
    stop: () => (server.listening ? closed(server) : Promise.resolve()),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
