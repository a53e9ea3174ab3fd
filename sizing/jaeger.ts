import { DAY_SECONDS, keptSpansPerSecond, remaining, SPAN_BYTES } from './demand';
import { always, ONE, oneOr, type Plan, type StoredPlan } from './plan';
import { MIB } from './quantity';

/** Spans per second that a core takes in. */
export const SPANS_PER_CORE = 10_000;
export const SPANS_PER_CORE_SOURCE =
  'OpenTelemetry Collector, "Performance" (spans of 20 attributes): at most 10,000 spans per second for a core and 2 GB';

const REPLICAS = 2;
const replicas = oneOr(REPLICAS, 'either works alone');

export const jaeger: StoredPlan = {
  title: 'Jaeger, all in one',
  runs: 'single',
  memoryIs: 'reserved',
  replicas: ONE,
  cpu: {
    formula: '0.1 + kept spans per second / 5,000',
    source: 'estimate: half of what a collector takes in, for badger writes keys for every tag',
    of: (demand) => 0.1 + keptSpansPerSecond(demand) / 5_000,
  },
  memory: {
    formula: '768 MiB + kept spans per second × 1 KiB × 60 s',
    source: 'badger 4: 5 tables of 64 MiB in memory, and 256 MiB of cached blocks',
    of: (demand) => 768 * MIB + keptSpansPerSecond(demand) * SPAN_BYTES * 60,
  },
  volume: {
    formula: 'kept spans per second × days kept × 1 KiB × 2',
    source:
      'estimate: a span of 1 KiB once as a value, and once more as keys and as garbage that waits for its collection',
    of: (demand) => keptSpansPerSecond(demand) * demand.retention.traces * DAY_SECONDS * SPAN_BYTES * 2,
  },
};

export const jaegerCollector: Plan = {
  title: 'Jaeger collector',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas,
  cpu: {
    formula: '0.1 + kept spans per second / 10,000',
    source: SPANS_PER_CORE_SOURCE,
    of: (demand) => 0.1 + keptSpansPerSecond(demand) / SPANS_PER_CORE / remaining(REPLICAS),
  },
  memory: {
    formula: '256 MiB + kept spans per second × 1 KiB × 60 s',
    source: 'estimate: a minute of spans while OpenSearch is slow',
    of: (demand) => 256 * MIB + keptSpansPerSecond(demand) * SPAN_BYTES * 60,
  },
};

export const jaegerQuery: Plan = {
  title: 'Jaeger query',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas,
  cpu: always(0.1, '100m', 'estimate: it works only while somebody looks'),
  memory: always(256 * MIB, '256 MiB', 'estimate: a search of twenty traces of some thousand spans'),
};

export const jaegerIndexCleaner: Plan = {
  title: 'Jaeger index cleaner',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas: always(1, '1, once a day', 'a CronJob'),
  cpu: always(0.05, '50m', 'estimate: some requests to OpenSearch'),
  memory: always(64 * MIB, '64 MiB', 'estimate: a list of indices'),
};
