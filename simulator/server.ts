import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTENT_TYPE, exposition } from './exposition';
import { PROTOBUF, PROTOBUF_TYPE, protobuf } from './protobuf';
import type { Target } from './target';
import type { Time } from './time';

export const LOOPBACK = '127.0.0.1';

/** Where the targets that there are at the moment are listed, for Prometheus's discovery over HTTP. */
export const DISCOVERY_PATH = '/targets';

/** A server that answers for all targets, each at a path of its own. */
export interface Serving {
  /** Without a path. */
  readonly url: string;
  close(): Promise<void>;
}

interface Serve {
  readonly targets: readonly Target[];
  /** What time it is in the simulation. */
  readonly now: () => Time;
  /** Default: loopback. */
  readonly host?: string;
  /** Default: one that is free. */
  readonly port?: number;
}

/** Whether text cannot say all of it. */
const isNative = ({ series }: Target): boolean => series.some(({ metric }) => metric.kind === 'native histogram');

const pathOf = ({ labels }: Target): string => `/${labels.namespace}/${labels.job}/${labels.pod}/metrics`;

/** @throws Error where it cannot listen */
export async function serve({ targets, now, host = LOOPBACK, port = 0 }: Serve): Promise<Serving> {
  const byPath = new Map(targets.map((target) => [pathOf(target), target]));
  const answer = async ({ url = '', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const t = now();
    if (url === DISCOVERY_PATH) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(discovered(targets, addressOf(server.address() as AddressInfo), t)));
      return;
    }
    const target = byPath.get(url);
    if (target?.exists(t) !== true) {
      response.writeHead(404).end(`nothing is there; the targets are listed at ${DISCOVERY_PATH}\n`);
    } else if (!target.answers(t)) {
      // As a process that is gone: the connection ends without an answer.
      response.destroy();
    } else if (isNative(target) && headers.accept?.includes(PROTOBUF) === true) {
      response.writeHead(200, { 'content-type': PROTOBUF_TYPE }).end(protobuf(target.series, t));
    } else {
      response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(await exposition(target.series, t));
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${addressOf(server.address() as AddressInfo)}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const addressOf = ({ address, port, family }: AddressInfo): string =>
  `${family === 'IPv6' ? `[${address}]` : address}:${port}`;

/** The answer of Prometheus's HTTP discovery: the targets, labelled as the Prometheus Operator has discovery in a cluster do it. */
const discovered = (targets: readonly Target[], address: string, t: Time) =>
  targets
    .filter((target) => target.exists(t))
    .map((target) => ({
      targets: [address],
      labels: { __metrics_path__: pathOf(target), ...target.labels },
    }));
