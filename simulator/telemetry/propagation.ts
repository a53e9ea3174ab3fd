import { ROOT_CONTEXT, type Context, type TextMapGetter, type TextMapSetter } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';

/** What `OTEL_PROPAGATORS=tracecontext,baggage` makes of a service: the headers `traceparent`, `tracestate` and `baggage`. */
const PROPAGATOR = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});

/** A kind of message that can carry a context: how to write headers into it, and how to read them. */
export interface Carrier<Message> {
  readonly empty: () => Message;
  readonly setter: TextMapSetter<Message>;
  readonly getter: TextMapGetter<Message>;
}

/** A message that goes out of this context. */
export function send<Message>({ empty, setter }: Carrier<Message>, context: Context): Message {
  const message = empty();
  PROPAGATOR.inject(context, message, setter);
  return message;
}

/** The context in which a message is answered: nothing of where it was sent but what it carries. */
export const receive = <Message>({ getter }: Carrier<Message>, message: Message): Context =>
  PROPAGATOR.extract(ROOT_CONTEXT, message, getter);
