import type { Attribute } from './attribute';

const attribute = <const Name extends string>(
  name: Name,
  carriers: Attribute['carriers'],
  meaning: string,
): Attribute<Name> => ({ name, carriers, meaning });

/** The service: OpenTelemetry's semantic conventions. It joins metrics of spans, traces and logs. */
export const SERVICE_NAME = attribute('service.name', ['resource'], 'the service, as its team calls it');
export const NAMESPACE_NAME = attribute(
  'k8s.namespace.name',
  ['resource'],
  'the namespace of the pod; set by the agent',
);
export const CONTAINER_NAME = attribute(
  'k8s.container.name',
  ['resource'],
  'the container that wrote; set by the agent',
);
export const POD_NAME = attribute('k8s.pod.name', ['resource'], 'the pod; set by the agent');
export const LOG_TYPE = attribute('log.type', ['resource'], '`audit` for lines that are kept for a year');

/** In log lines and exemplars, in the words of the JSON fields; spans have both as their identity. */
export const TRACE_ID = attribute('trace_id', ['log'], 'the trace in which the line was written: 32 hex digits');
export const SPAN_ID = attribute('span_id', ['log'], 'the span in which the line was written: 16 hex digits');
export const REQUEST_ID = attribute('request_id', ['log', 'span'], 'the request, as the gateway numbers it');
export const USER_ID = attribute('user_id', ['log'], 'who asked: attached to the line, never a label');

/** From W3C baggage; the SDK makes span attributes of it. */
export const TENANT_ID = attribute('tenant_id', ['span'], 'the customer or product line that the request is for');
export const EXPERIMENT_ID = attribute('experiment_id', ['span'], 'the experiment that the request takes part in');

/** What decides on keeping a trace. */
export const LOT_PRIORITY = attribute(
  'lot.priority',
  ['span'],
  '`hot` for lots that must not wait: all their traces are kept',
);
export const DEBUG = attribute('debug', ['span'], '`true` for requests that somebody looks into: one in ten is kept');
export const LONG_RUNNING = attribute(
  'job.long_running',
  ['span'],
  '`true` on every span of a job that may take longer than traces are waited for: all of it is kept',
);

/**
 * The service of a span again, which samplers add to what is kept. Jaeger's API (2.13, `/api/traces`, which Grafana 13.1 reads) hands
 * out all of a resource but its `service.name`, so that no link of Grafana's could name the service of a span. Without a dot, since
 * links read it as a path.
 */
export const LINK_SERVICE = attribute('link_service', ['span'], 'the service, as links of Grafana read it');

/** Every attribute that the stack reads, for the guide of service teams. */
export const ATTRIBUTES = [
  SERVICE_NAME,
  NAMESPACE_NAME,
  CONTAINER_NAME,
  POD_NAME,
  LOG_TYPE,
  TRACE_ID,
  SPAN_ID,
  REQUEST_ID,
  USER_ID,
  TENANT_ID,
  EXPERIMENT_ID,
  LOT_PRIORITY,
  DEBUG,
  LONG_RUNNING,
] as const;
