import { createHash } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace';
import type { Key } from '../random';

const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;

/** Identities that follow from a key, one after another: the same key gives the same traces, and so the same are sampled. */
export function idsOf(...key: Key): IdGenerator {
  let count = 0;
  const next = (digits: number): string => {
    count += 1;
    return createHash('sha256')
      .update([...key, count].join('\u0000'))
      .digest('hex')
      .slice(0, digits);
  };
  return { generateTraceId: () => next(TRACE_DIGITS), generateSpanId: () => next(SPAN_DIGITS) };
}
