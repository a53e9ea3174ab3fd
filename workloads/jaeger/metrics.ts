import { any, counter, histogram } from '../../promql';

// Names, labels and meaning as Jaeger 2.13.0 exposes them, which is built on the OpenTelemetry Collector 0.140. Each series has
// three labels more that say which library counted; nobody asks for them, and they are there for every series alike.
const SCOPE = { otel_scope_name: any, otel_scope_schema_url: any, otel_scope_version: any } as const;

export {
  memory,
  spansAccepted,
  spansNotSent as spansNotStored,
  spansRefused,
  spansSent as spansStored,
} from '../collector/metrics';

const STORE = { kind: any, name: any, role: any, ...SCOPE } as const;

export const queries = counter('jaeger_storage_requests_total', {
  labels: { ...STORE, operation: any, result: ['ok', 'err'] },
  unit: 'requests',
  help: 'Requests of the query service to the store.',
});

export const queryTime = histogram('jaeger_storage_latency_seconds', {
  labels: { ...STORE, operation: any, result: ['ok', 'err'] },
  unit: 'seconds',
  // In seconds, these tell nothing, nor do the further ones up to 10,000: only the mean is of use.
  buckets: [0, 5, 10, 25, 50, 75, 100],
  help: 'Time until the store has answered.',
});
