import { trace, type Context } from '@opentelemetry/api';
import { SPAN_ID, TRACE_ID } from '../../telemetry/attributes';
import { LEVEL, MESSAGE, TIME } from '../../telemetry/log-fields';
import type { Time } from '../time';
import { fieldsOf } from './baggage';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Where lines go: what a process writes to its standard output. */
export type Write = (line: string, at: Time) => void;

export interface Logger {
  /** @param context of the span in which this happens */
  log(level: Level, message: string, context: Context, at: Time): void;
}

/** Writes a line of JSON for each event, with the trace, the span and the request that it belongs to. */
export const logger = (write: Write): Logger => ({
  log: (level, message, context, at) => {
    const span = trace.getSpanContext(context);
    const line = {
      [TIME.name]: new Date(at * 1000).toISOString(),
      [LEVEL.name]: level,
      [MESSAGE.name]: message,
      ...(span && { [TRACE_ID.name]: span.traceId, [SPAN_ID.name]: span.spanId }),
      ...fieldsOf(context),
    };
    write(JSON.stringify(line), at);
  },
});
