import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { requestOf, type PathName, type Request } from '../../../../simulator/telemetry/request';
import { startSender, type Sender } from '../../../../simulator/telemetry/sender';
import type { ServiceName } from '../../../../simulator/telemetry/services';

/** The beginning of a request in these tests, in seconds. */
export const AT = 1_800_000_000;

/** An agent that takes everything. */
async function agent() {
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    otlp: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Line {
  readonly service: ServiceName;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Played {
  /** What the agent has taken. */
  readonly spans: readonly ReadableSpan[];
  readonly lines: readonly Line[];
}

/** @param play is told also what the agent has taken so far */
export async function playedBy(
  play: (sender: Sender, taken: readonly ReadableSpan[]) => Promise<unknown>,
): Promise<Played> {
  const { otlp, stop } = await agent();
  const spans: ReadableSpan[] = [];
  const lines: Line[] = [];
  const sender = startSender({
    otlp,
    seed: ['test'],
    writeOf: (service) => (line) => lines.push({ service, fields: JSON.parse(line) as Line['fields'] }),
    acknowledged: (taken) => spans.push(...taken),
  });
  try {
    await play(sender, spans);
    await sender.close();
  } finally {
    stop();
  }
  return { spans, lines };
}

const NEVER = { failing: 0, slow: 0, hot: 0, debug: 0 } as const;

/** A request of which nothing is unusual but what is said. */
export const request = (path: PathName, changes: Partial<Request> = {}): Request => ({
  ...requestOf(path, NEVER, 'test'),
  ...changes,
});

export const played = (path: PathName, changes: Partial<Request> = {}): Promise<Played> =>
  playedBy((sender) => sender.play(request(path, changes), AT));

export const serviceOf = ({ resource }: ReadableSpan): unknown => resource.attributes['service.name'];

const seconds = ([whole, nanos]: ReadableSpan['startTime']): number => whole + nanos / 1e9;

/** From the first beginning of a span to the last end. */
export const lengthOf = (spans: readonly ReadableSpan[]): number =>
  Math.max(...spans.map(({ endTime }) => seconds(endTime))) -
  Math.min(...spans.map(({ startTime }) => seconds(startTime)));
