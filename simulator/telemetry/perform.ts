import { SpanStatusCode, trace, type Context, type HrTime, type Span, type SpanKind } from '@opentelemetry/api';
import { uniform } from '../random';
import type { Time } from '../time';
import type { Operation } from './operation';
import type { Request } from './request';
import type { Service } from './service';
import type { ServiceName } from './services';
import { TRANSPORTS } from './transport';

/** Who plays, and which request. */
export interface Stage {
  readonly services: Readonly<Record<ServiceName, Service>>;
  readonly request: Request;
}

interface Outcome {
  readonly at: Time;
  readonly hasFailed: boolean;
}

/** An operation that has called what it calls, and has not ended. */
export interface Begun extends Outcome {
  readonly traceId: string;
  /** @param at not before {@link Outcome.at} */
  end(at: Time): void;
}

/** Seconds on the way from one service to another. */
const WAY = 0.0005;
/** What a slow one takes: at least, and up to so much more. */
const SLOW = { least: 1.5, more: 2.5 } as const;

/** Exact to the microsecond; a plain number would be taken for a time since the process began, where it is smaller than its start. */
const hrTime = (t: Time): HrTime => [Math.floor(t), Math.round((t % 1) * 1e6) * 1e3];

/** The span's time goes by without anybody waiting: its start and its end are stated. @param received what the caller has sent along */
export function begin(stage: Stage, operation: Operation, received: Context, at: Time): Begun {
  const { services, request } = stage;
  const own = services[operation.service];
  const [span, context] = startSpan(own, operation.name, TRANSPORTS[operation.over].callee, received, at);
  const isSlow = request.slow === operation.service;
  const called = operation.calls.reduce(
    (before: Outcome, next) => {
      const { at: after, hasFailed } = call(stage, own, next, context, before.at);
      return { at: after, hasFailed: before.hasFailed || (hasFailed && next.isOptional !== true) };
    },
    { at, hasFailed: request.failing === operation.service },
  );
  const done = called.at + secondsOf(operation, request) + (isSlow ? SLOW.least + SLOW.more * uniform(request.id) : 0);
  if (isSlow) own.log('warn', `${operation.name} is slow`, context, done);
  if (called.hasFailed) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    own.log('error', `${operation.name} failed`, context, done);
  } else own.log('info', `${operation.name} done`, context, done);
  return {
    traceId: span.spanContext().traceId,
    at: done,
    hasFailed: called.hasFailed,
    end: (end) => {
      span.end(hrTime(end));
    },
  };
}

/** Between half and one and a half of what is usual. */
const secondsOf = ({ service, name, seconds }: Operation, { id }: Request): number =>
  seconds * (0.5 + uniform(service, name, id));

/** @returns when the caller goes on, and whether it was told of a failure */
function call(stage: Stage, caller: Service, operation: Operation, context: Context, at: Time): Outcome {
  const { carry, caller: kind, waits } = TRANSPORTS[operation.over];
  const [span, outgoing] = startSpan(caller, operation.name, kind, context, at);
  const answer = begin(stage, operation, carry(outgoing), at + WAY);
  answer.end(answer.at);
  const outcome = waits ? { at: answer.at + WAY, hasFailed: answer.hasFailed } : { at: at + WAY, hasFailed: false };
  if (outcome.hasFailed) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (operation.isOptional) caller.log('warn', `${operation.name} failed: done without`, outgoing, outcome.at);
  }
  span.end(hrTime(outcome.at));
  return outcome;
}

/** A span that is a child of the context's, and the context inside it. */
function startSpan(
  service: Service,
  name: string,
  kind: SpanKind,
  parent: Context,
  at: Time,
): readonly [Span, Context] {
  const span = service.tracer.startSpan(name, { kind, startTime: hrTime(at) }, parent);
  return [span, trace.setSpan(parent, span)];
}
