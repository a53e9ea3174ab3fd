import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Key } from '../random';
import type { Time } from '../time';
import { withBaggage } from './baggage';
import type { Write } from './logger';
import { begin } from './perform';
import { baggageOf, PATHS, type Request } from './request';
import { service } from './service';
import { SERVICE_NAMES, type ServiceName } from './services';

export interface SenderProps {
  /** The agent's base URL for OTLP over HTTP. */
  readonly otlp: string;
  /** What the identities of traces follow from. */
  readonly seed: Key;
  /** Where each service writes its log. */
  readonly writeOf: (name: ServiceName) => Write;
  /** Told of the spans that the agent has taken. */
  readonly acknowledged?: (spans: readonly ReadableSpan[]) => void;
}

/** All services of the paths, each with an SDK, a queue and a connection of its own. */
export interface Sender {
  /** Plays a request that begins at this time. @returns its trace, when there is room for another */
  play(request: Request, at: Time): Promise<Trace>;
  /** Plays all but the end of the first operation. */
  open(request: Request, at: Time): Promise<OpenTrace>;
  /** Waits until all spans that have ended are taken. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface Trace {
  readonly traceId: string;
  readonly request: Request;
}

export interface OpenTrace extends Trace {
  /** @param at not before the last of what it has called */
  end(at: Time): Promise<void>;
}

/** @throws Error from any of its functions once the agent has taken nothing for a minute */
export function startSender({ otlp, seed, writeOf, acknowledged = () => undefined }: SenderProps): Sender {
  const services = Object.fromEntries(
    SERVICE_NAMES.map((name) => [name, service({ name, otlp, seed, write: writeOf(name), acknowledged })]),
  ) as Readonly<Record<ServiceName, ReturnType<typeof service>>>;
  const all = async (act: (one: ReturnType<typeof service>) => Promise<void>): Promise<void> => {
    await Promise.all(SERVICE_NAMES.map((name) => act(services[name])));
  };
  const settle = () => all((one) => one.settle());
  // Baggage from outside is not taken over: whoever sent it could have all of their traces kept.
  const start = (request: Request, at: Time) =>
    begin({ services, request }, PATHS[request.path].operation, withBaggage(ROOT_CONTEXT, baggageOf(request)), at);
  return {
    play: async (request, at) => {
      const begun = start(request, at);
      begun.end(begun.at);
      await settle();
      return { traceId: begun.traceId, request };
    },
    open: async (request, at) => {
      const begun = start(request, at);
      await settle();
      return {
        traceId: begun.traceId,
        request,
        end: async (end) => {
          begun.end(Math.max(end, begun.at));
          await settle();
        },
      };
    },
    flush: () => all((one) => one.flush()),
    close: () => all((one) => one.close()),
  };
}
