import { propagation, type Attributes, type Context } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { isOnLogs, isOnSpans, type Attribute } from '../../telemetry/attribute';
import {
  DEBUG,
  EXPERIMENT_ID,
  LONG_RUNNING,
  LOT_PRIORITY,
  REQUEST_ID,
  TENANT_ID,
  USER_ID,
} from '../../telemetry/attributes';
import { SAMPLING } from '../../telemetry/sampling';

/** What is said once, where a request comes in, and goes with it to every service. Whatever else baggage has is left alone. */
export const CARRIED = [REQUEST_ID, USER_ID, TENANT_ID, EXPERIMENT_ID, LOT_PRIORITY, DEBUG, LONG_RUNNING] as const;

export type Carried = (typeof CARRIED)[number]['name'];

/** The context with these in its baggage, and nothing else there. */
export const withBaggage = (context: Context, values: Readonly<Partial<Record<Carried, string>>>): Context =>
  propagation.setBaggage(
    context,
    propagation.createBaggage(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))),
  );

/** Of what the baggage of a context carries, what is for spans or for log lines. */
function carried(context: Context, isWanted: (attribute: Attribute) => boolean): Attributes {
  const baggage = propagation.getBaggage(context);
  return Object.fromEntries(
    CARRIED.filter(isWanted).flatMap((attribute) => {
      const entry = baggage?.getEntry(attribute.name);
      return entry ? [[attribute.name, typed(attribute, entry.value)]] : [];
    }),
  );
}

/** Baggage is text; samplers compare truth values with truth values. */
function typed({ name }: Attribute, text: string): string | boolean {
  const isTruth = SAMPLING.some(
    (kept) => kept.of === 'marked' && kept.attribute.name === name && typeof kept.value === 'boolean',
  );
  return isTruth ? text === 'true' : text;
}

/** What the lines of a log have of the baggage of their context. */
export const fieldsOf = (context: Context): Attributes => carried(context, isOnLogs);

/** Makes attributes of baggage on each span when it starts, so that a trace can be found by any of them, and kept for any. */
export const BAGGAGE_TO_ATTRIBUTES: SpanProcessor = {
  onStart: (span, context) => {
    span.setAttributes(carried(context, isOnSpans));
  },
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
