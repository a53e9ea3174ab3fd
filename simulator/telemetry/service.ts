import type { Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { SERVICE_NAME } from '../../telemetry/attributes';
import type { Key } from '../random';
import { BAGGAGE_TO_ATTRIBUTES } from './baggage';
import { idsOf } from './ids';
import { logger, type Logger, type Write } from './logger';
import { outbox } from './outbox';

export interface ServiceProps {
  /** As its team calls it. */
  readonly name: string;
  /** The agent's base URL for OTLP over HTTP. */
  readonly otlp: string;
  /** What the identities of its traces and spans follow from. */
  readonly seed: Key;
  readonly write: Write;
  readonly acknowledged: (spans: readonly ReadableSpan[]) => void;
}

/** A service that is instrumented as docs/instrument-a-service.md has it. */
export interface Service extends Logger {
  readonly tracer: Tracer;
  /** Waits until there is room for more spans. */
  settle(): Promise<void>;
  /** Sends all that is left. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Every span is recorded and sent: samplers behind the agent decide, when they know how the request ended. */
export function service({ name, otlp, seed, write, acknowledged }: ServiceProps): Service {
  const exporter = new OTLPTraceExporter({ url: `${otlp}/v1/traces` });
  const sending = outbox({ name, exporter, acknowledged });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ [SERVICE_NAME.name]: name }),
    sampler: new AlwaysOnSampler(),
    idGenerator: idsOf(...seed, name),
    spanProcessors: [BAGGAGE_TO_ATTRIBUTES, sending],
  });
  return {
    ...logger(write),
    tracer: provider.getTracer(name),
    settle: () => sending.settle(),
    flush: () => sending.forceFlush(),
    close: () => provider.shutdown(),
  };
}
