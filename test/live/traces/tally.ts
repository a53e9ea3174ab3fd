import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { SERVICE_NAME } from '../../../telemetry/attributes';
import type { SpansByTrace } from './stored';

/** What the agent has acknowledged. */
export interface Tally {
  readonly add: (spans: readonly ReadableSpan[]) => void;
  readonly spansByTrace: SpansByTrace;
  /** How many spans there were by {@link seriesKey}. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What tells one series of spans from another, in the words of their labels. */
export const seriesKey = (service: string, span: string, kind: string, status: string): string =>
  [service, span, kind, status].join(' | ');

export function tally(): Tally {
  const spansByTrace = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  return {
    spansByTrace,
    counts,
    add: (spans) => {
      for (const span of spans) {
        const { traceId, spanId } = span.spanContext();
        spansByTrace.set(traceId, (spansByTrace.get(traceId) ?? new Set()).add(spanId));
        const key = keyOf(span);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    },
  };
}

const keyOf = ({ resource, name, kind, status }: ReadableSpan): string =>
  seriesKey(
    String(resource.attributes[SERVICE_NAME.name]),
    name,
    `SPAN_KIND_${SpanKind[kind]}`,
    `STATUS_CODE_${SpanStatusCode[status.code]}`,
  );
