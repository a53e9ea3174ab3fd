/** What goes through a pipeline. */
export type Telemetry = 'traces' | 'metrics' | 'logs';

/**
 * A component of the OpenTelemetry Collector (0.159) as a value: pipelines refer to it itself, never to a name, so that what is
 * used is declared. The id is the name in the configuration: its type, and after a slash what it is for (`otlp_grpc/jaeger`).
 */
interface Common {
  readonly id: string;
  readonly config: object;
  /** What it keeps things in. */
  readonly uses: readonly Extension[];
}

export interface Extension {
  readonly kind: 'extension';
  readonly id: string;
  readonly config: object;
}

/** The beginning of a pipeline. */
export interface Receiver extends Common {
  readonly kind: 'receiver';
  readonly gives: readonly Telemetry[];
}

export interface Processor extends Common {
  readonly kind: 'processor';
  readonly of: readonly Telemetry[];
  /** Refuses what does not fit into memory: the first of every pipeline that takes something in. */
  readonly limitsMemory: boolean;
}

/** The end of a pipeline. */
export interface Exporter extends Common {
  readonly kind: 'exporter';
  readonly takes: readonly Telemetry[];
  /** Where what cannot be sent at once waits; nothing waits where somebody else fetches. */
  readonly queue: Queue | 'fetched';
}

/** The end of one pipeline and the beginning of another. */
export interface Connector extends Common {
  readonly kind: 'connector';
  readonly takes: Telemetry;
  readonly gives: Telemetry;
}

export type Component = Receiver | Processor | Exporter | Connector | Extension;

/** The queue of an exporter (`exporterhelper`, collector 0.159). */
export interface Queue {
  readonly enabled: true;
  readonly sizer: 'bytes';
  readonly queue_size: number;
  readonly num_consumers: number;
  /** Waits for room instead of refusing: the sender waits with it. */
  readonly block_on_overflow?: true;
  /** The id of the extension that has it in files. Default: it is in memory, and gone with the process. */
  readonly storage?: string;
  /** What is sent at once. */
  readonly batch: { readonly flush_timeout: string; readonly min_size: number; readonly max_size: number };
}

/** How long and how often what was not taken is sent again. */
export interface Retry {
  readonly enabled: true;
  readonly initial_interval: string;
  readonly max_interval: string;
  /** After it, what waits is given up and counted as failed; `0s`: never. */
  readonly max_elapsed_time: string;
}

export const extension = (id: string, config: object): Extension => ({ kind: 'extension', id, config });

export const receiver = (
  id: string,
  gives: readonly Telemetry[],
  config: object,
  uses: readonly Extension[] = [],
): Receiver => ({ kind: 'receiver', id, gives, config, uses });

export const processor = (id: string, of: readonly Telemetry[], config: object): Processor => ({
  kind: 'processor',
  id,
  of,
  config,
  uses: [],
  limitsMemory: false,
});

export const connector = (id: string, takes: Telemetry, gives: Telemetry, config: object): Connector => ({
  kind: 'connector',
  id,
  takes,
  gives,
  config,
  uses: [],
});

/** Whoever wants it fetches it. */
export const fetchedFrom = (id: string, takes: readonly Telemetry[], config: object): Exporter => ({
  kind: 'exporter',
  id,
  takes,
  config,
  uses: [],
  queue: 'fetched',
});

interface Sending {
  readonly queue: Queue;
  readonly retry: Retry;
  /** What the queue is kept in. Default: memory. */
  readonly storage?: Extension;
}

/** How queue and retries stand in the configuration of whatever sends. */
export const sending = ({ queue, retry, storage }: Sending) => ({
  sending_queue: { ...queue, ...(storage && { storage: storage.id }) },
  retry_on_failure: retry,
});

/** @param place where queue and retries stand in the configuration. Default: at its top */
export const exporter = (
  id: string,
  takes: readonly Telemetry[],
  config: object,
  how: Sending,
  place: (fields: ReturnType<typeof sending>) => object = (fields) => ({ ...config, ...fields }),
): Exporter => ({
  kind: 'exporter',
  id,
  takes,
  config: place(sending(how)),
  uses: how.storage ? [how.storage] : [],
  queue: how.queue,
});
