import { createHash } from 'node:crypto';
import { LEVEL, LOG_TYPE_FIELD, MESSAGE } from '../../../telemetry/log-fields';
import { REQUEST_ID, SPAN_ID, TRACE_ID, USER_ID } from '../../../telemetry/attributes';
import { AUDIT } from '../../../telemetry/streams';

const hex = (key: string, digits: number): string => createHash('sha256').update(key).digest('hex').slice(0, digits);

export const traceOf = (i: number): string => hex(`trace ${i}`, 32);

/** Of every hundred one; of every thousand one traceback, one line without fields. */
export const isAudit = (i: number): boolean => i % 100 === 7;
const isTraceback = (i: number): boolean => i % 1000 === 500;
const isPlain = (i: number): boolean => i % 10 === 3;

const TRACEBACK = ['Traceback (most recent call last):', '  File "judge.py", line 7, in judge', '    die = dies[7]'];

/** The record of this number, as a service writes it. */
export function recordOf(i: number): string {
  const text = `#${i}# wafer judged`;
  if (isTraceback(i)) return [`ERROR ${text}`, ...TRACEBACK, 'IndexError: list index out of range'].join('\n');
  if (isPlain(i)) return `INFO ${text}`;
  return JSON.stringify({
    [LEVEL.name]: i % 50 === 0 ? 'error' : 'info',
    [MESSAGE.name]: text,
    [TRACE_ID.name]: traceOf(i),
    [SPAN_ID.name]: hex(`span ${i}`, 16),
    [REQUEST_ID.name]: `request-${i}`,
    [USER_ID.name]: `user-${i % 500}`,
    ...(isAudit(i) && { [LOG_TYPE_FIELD.name]: AUDIT.value }),
  });
}

/** The number of a record that is stored. */
export const numberOf = (line: string): number => Number(/#(\d+)#/.exec(line)?.[1]);
