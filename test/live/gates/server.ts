import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../harness/ports';

/** Something that answers, or does not, at a URL. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

type Respond = (status: number, body: string) => void;

/** A server that is no Prometheus. @param answer responds to the request of this number, from 1 on, or does not */
export async function serving(
  answer: (respond: Respond, i: number) => void,
): Promise<Served & { readonly requests: () => number }> {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    answer((status, body) => response.writeHead(status).end(body), requests);
  });
  await listening(server);
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
