import { labelOf } from './attribute';
import { LOG_TYPE, REQUEST_ID, SPAN_ID, TRACE_ID, USER_ID } from './attributes';

/** A field of a log line that is JSON. */
export interface LogField {
  readonly name: string;
  readonly meaning: string;
}

/** Words of levels that the agents know, in any case; numbers 1–24 are OpenTelemetry's. */
export const LEVEL: LogField = { name: 'level', meaning: '`debug`, `info`, `warn`, `error` or `fatal`' };
export const MESSAGE: LogField = { name: 'message', meaning: 'what happened, in words' };
export const TIME: LogField = {
  name: 'time',
  meaning:
    'when it happened: ISO 8601 with its offset (`2026-11-26T09:30:00.250Z`); left out, when the line was written',
};

/** An attribute that is read from a field of the same name. */
export const READ_FROM_LINES = [TRACE_ID, SPAN_ID, REQUEST_ID, USER_ID] as const;

/** Whether the line is kept as an audit log. Any other value than that of `AUDIT` says nothing: values of lines make no streams. */
export const LOG_TYPE_FIELD: LogField = { name: labelOf(LOG_TYPE), meaning: LOG_TYPE.meaning };

/** What the agents read of a line that is JSON. All else stays in the line, where queries read it (`| json`). */
export const LOG_FIELDS: readonly LogField[] = [LEVEL, MESSAGE, TIME, ...READ_FROM_LINES, LOG_TYPE_FIELD];
