import { always, oneOr, type Plan, type StoredPlan } from './plan';
import { sampleBytes } from './prometheus';
import { MIB } from './quantity';

const TWO_WEEKS = 14;
/** The most that an index header takes on disk: blocks of high cardinality. */
const HEADER_BYTES = 30e6;
/** Blocks that are not yet merged into one of two weeks: of 2 h, 8 h and 2 d. */
const YOUNG_BLOCKS = 20;
const PROMETHEUS_REPLICAS = 2;

const replicated = oneOr(2, 'either answers alone');

export const thanosSidecar: Plan = {
  title: 'Thanos sidecar',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas: oneOr(2, 'one in each Prometheus pod'),
  cpu: always(0.1, '100m', 'estimate: it uploads one block in two hours, and passes on what queries read'),
  memory: {
    formula: '128 MiB + series × 256 bytes',
    source: 'estimate: series are streamed; a query that selects every series holds labels of some',
    of: ({ load }) => 128 * MIB + load.series * 256,
  },
};

export const thanosStore: StoredPlan = {
  title: 'Thanos store gateway',
  runs: 'replicated',
  memoryIs: 'reserved',
  replicas: replicated,
  cpu: {
    formula: '0.25 + series / 2,000,000',
    source: 'estimate: it works only while somebody looks further back than Prometheus does',
    of: ({ load }) => 0.25 + load.series / 2e6,
  },
  memory: {
    formula: '250 MB index cache + 512 MiB + series × 2 KiB of chunks',
    source:
      'Thanos 0.42 `store`: defaults of --index-cache-size, and of --chunk-pool-size (2 GB) which a million series fill',
    of: ({ load }) => 250e6 + 512 * MIB + load.series * 2048,
  },
  volume: {
    formula: 'blocks × 30 MB; blocks: of each of 2 replicas and 3 resolutions one for two weeks, and 20 younger ones',
    source: 'Thanos 0.42 documentation, "Store": 6 MB per block on average, 30 MB at high cardinality',
    of: ({ retention: { bucket } }) =>
      Object.values(bucket).reduce((blocks, days) => blocks + days / TWO_WEEKS + YOUNG_BLOCKS, 0) *
      PROMETHEUS_REPLICAS *
      HEADER_BYTES,
  },
};

export const thanosCompactor: StoredPlan = {
  title: 'Thanos compactor',
  runs: 'replicated',
  memoryIs: 'reserved',
  replicas: always(1, '1', 'Thanos documentation, "Compact": two on one bucket destroy each other’s work'),
  cpu: {
    formula: '0.25 + series / 2,000,000',
    source: 'estimate: one block at a time; it may be late by hours',
    of: ({ load }) => 0.25 + load.series / 2e6,
  },
  memory: {
    formula: '1 GiB + series × 4 KiB',
    source:
      'Thanos 0.42 documentation, "Compact": 10 GB for a medium bucket; per series: estimate, symbols and postings of two weeks',
    of: ({ load }) => 1024 * MIB + load.series * 4096,
  },
  volume: {
    formula: '2 × what a Prometheus writes in two weeks',
    source: 'Thanos 0.42 documentation, "Compact", Disk: the blocks that are merged, and the one that results',
    of: (demand) => 2 * sampleBytes(demand, TWO_WEEKS),
  },
};

export const thanosQuery: Plan = {
  title: 'Thanos query',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas: replicated,
  cpu: {
    formula: '0.25 + series / 2,000,000',
    source: 'estimate: as much as Prometheus has for queries',
    of: ({ load }) => 0.25 + load.series / 2e6,
  },
  memory: {
    formula: '256 MiB + series × 1 KiB',
    source: 'estimate: a tenth of all series in an hour of samples, of two replicas',
    of: ({ load }) => 256 * MIB + load.series * 1024,
  },
};

export const thanosQueryFrontend: Plan = {
  title: 'Thanos query frontend',
  runs: 'replicated',
  memoryIs: 'shared',
  replicas: replicated,
  cpu: always(0.1, '100m', 'estimate: it splits requests and joins answers'),
  memory: always(512 * MIB, '512 MiB', 'estimate: a response cache of 250 MB, and answers being joined'),
};
