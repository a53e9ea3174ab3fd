import {
  connector,
  exporter,
  extension,
  fetchedFrom,
  processor,
  receiver,
  type Exporter,
  type Queue,
  type Receiver,
  type Retry,
} from '../../../../constructs/collector/pipeline/component';
import { collectorConfig, type Collector } from '../../../../constructs/collector/pipeline/config';
import type { Pipeline } from '../../../../constructs/collector/pipeline/pipeline';

const queue: Queue = {
  enabled: true,
  sizer: 'bytes',
  queue_size: 1024,
  num_consumers: 1,
  batch: { flush_timeout: '1s', min_size: 1, max_size: 2 },
};
const retry: Retry = { enabled: true, initial_interval: '1s', max_interval: '2s', max_elapsed_time: '0s' };

const files = extension('file_storage', { directory: '/data' });
const health = extension('health_check', {});
const otlp = receiver('otlp', ['traces', 'logs'], { port: 1 });
const limiter = { ...processor('memory_limiter', ['traces', 'metrics', 'logs'], {}), limitsMemory: true };
const tags = processor('tags', ['traces'], {});
const store = exporter('otlp/store', ['traces'], { endpoint: 'store' }, { queue, retry, storage: files });
const spans = connector('span_metrics', 'traces', 'metrics', {});
const page = fetchedFrom('prometheus', ['metrics'], {});

const traces = (change: Partial<Pipeline> = {}): Pipeline => ({
  id: 'traces',
  receivers: [otlp],
  processors: [limiter],
  exporters: [store],
  ...change,
});
const counted: Pipeline = { id: 'metrics/spans', receivers: [spans], processors: [], exporters: [page] };

const config = (pipelines: readonly Pipeline[], change: Partial<Collector> = {}) =>
  collectorConfig({ name: 'kiln', telemetry: {}, extensions: [health], pipelines, ...change });

describe('the configuration of a collector', () => {
  it('declares what its pipelines refer to, with what that uses, and nothing else', () => {
    expect(config([traces({ exporters: [spans, store] }), counted])).toEqual({
      service: {
        extensions: ['file_storage', 'health_check'],
        pipelines: {
          traces: { receivers: ['otlp'], processors: ['memory_limiter'], exporters: ['span_metrics', 'otlp/store'] },
          'metrics/spans': { receivers: ['span_metrics'], exporters: ['prometheus'] },
        },
        telemetry: {},
      },
      extensions: { file_storage: { directory: '/data' }, health_check: {} },
      receivers: { otlp: { port: 1 } },
      processors: { memory_limiter: {} },
      connectors: { span_metrics: {} },
      exporters: {
        'otlp/store': {
          endpoint: 'store',
          sending_queue: { ...queue, storage: 'file_storage' },
          retry_on_failure: retry,
        },
        prometheus: {},
      },
    });
  });

  it('has queue and retries where the exporter wants them', () => {
    const nested = exporter('balancing', ['traces'], {}, { queue, retry }, (fields) => ({ protocol: fields }));
    expect(config([traces({ exporters: [nested] })]).exporters).toEqual({
      balancing: { protocol: { sending_queue: queue, retry_on_failure: retry } },
    });
  });
});

describe('a pipeline is refused', () => {
  const nothing = undefined as unknown;

  it.each<[string, Partial<Pipeline>, string]>([
    ['without a receiver', { receivers: [] }, 'it has no receiver'],
    ['without an exporter', { exporters: [] }, 'it has no exporter'],
    [
      'that refers to nothing',
      { receivers: [otlp, nothing as Receiver] },
      'one of its receivers is nothing: refer to a component that is declared',
    ],
    ['with an exporter of another kind', { exporters: [page] }, "'prometheus' is for metrics, not for traces"],
    [
      'with a processor of another kind',
      { id: 'logs', processors: [limiter, tags] },
      "'tags' is for traces, not for logs",
    ],
    [
      'with a receiver of another kind',
      { id: 'metrics', exporters: [page] },
      "'otlp' is for traces and logs, not for metrics",
    ],
    ['that takes in without a limit', { processors: [] }, 'its first processor is none, not the memory limiter'],
    [
      'that limits too late',
      { processors: [tags, limiter] },
      "its first processor is 'tags', not the memory limiter: it would be killed instead of refusing",
    ],
    [
      'whose exporter has no queue',
      { exporters: [{ ...store, queue: nothing } as Exporter] },
      "its exporter 'otlp/store' has no queue: what cannot be sent at once would be lost",
    ],
  ])('%s', (_, change, what) => {
    const pipeline = traces(change);
    expect(() => config([pipeline])).toThrow(`collector kiln, pipeline ${pipeline.id}: ${what}`);
  });

  it('by half of a connector', () => {
    expect(() => config([traces({ exporters: [spans, store] })])).toThrow(
      "collector kiln: the connector 'span_metrics' ends a pipeline, and none begins with it",
    );
    expect(() => config([traces(), counted])).toThrow(
      "the connector 'span_metrics' begins a pipeline, and none ends with it",
    );
  });

  it('by two components of one id', () => {
    const other = receiver('otlp', ['traces'], { port: 2 });
    expect(() => config([traces({ receivers: [otlp, other] })])).toThrow(
      "collector kiln: two different receivers are called 'otlp': name after a slash what each is for",
    );
  });
});
