import { SpanKind, type Context } from '@opentelemetry/api';
import { GRPC } from './carriers/grpc';
import { HTTP } from './carriers/http';
import { QUEUE } from './carriers/queue';
import { SQL } from './carriers/sql';
import { receive, send, type Carrier } from './propagation';

/** How one service calls another. */
export interface Transport {
  /** The context on the other side, of what a message from this side carries. */
  readonly carry: (context: Context) => Context;
  readonly caller: SpanKind;
  readonly callee: SpanKind;
  /** Whether the caller goes on only when it has the answer. */
  readonly waits: boolean;
}

const through =
  <Message>(carrier: Carrier<Message>) =>
  (context: Context): Context =>
    receive(carrier, send(carrier, context));

const CALL = { caller: SpanKind.CLIENT, callee: SpanKind.SERVER, waits: true } as const;

export const TRANSPORTS = {
  http: { ...CALL, carry: through(HTTP) },
  grpc: { ...CALL, carry: through(GRPC) },
  sql: { ...CALL, carry: through(SQL) },
  queue: { carry: through(QUEUE), caller: SpanKind.PRODUCER, callee: SpanKind.CONSUMER, waits: false },
} as const satisfies Readonly<Record<string, Transport>>;

export type TransportName = keyof typeof TRANSPORTS;
