import { keptSpansPerSecond, logBytesPerSecond, remaining, SPAN_BYTES, type Demand } from './demand';
import { SPANS_PER_CORE, SPANS_PER_CORE_SOURCE } from './jaeger';
import { ONE_A_NODE, type Figure, type Plan, type StoredPlan } from './plan';
import { MIB } from './quantity';

/** Log bytes per second that a core reads, parses and passes on. */
const LOG_BYTES_PER_CORE = 5e6;
/** How long all spans of a trace are waited for, which is the default of tail sampling. In seconds. */
const WAIT_SECONDS = 30;
/** A span in memory: parsed, it takes about twice what it takes on the wire. */
const SPAN_IN_MEMORY = 2 * SPAN_BYTES;
const CORES_PER_REPLICA = 2;
const AN_HOUR = 3600;

const spanCores = ({ load }: Demand): number => load.spansPerSecond / SPANS_PER_CORE;

const replicas = (demand: Demand): number =>
  demand.replicated ? Math.max(2, Math.ceil(spanCores(demand) / CORES_PER_REPLICA) + 1) : 1;

const asManyAsNeeded: Figure = {
  formula: 'where replicated, as many as have 2 cores each for all spans, and one more; at least 2. Else 1',
  source: SPANS_PER_CORE_SOURCE,
  of: replicas,
};

const share = (demand: Demand): number => 1 / remaining(replicas(demand));

const cpu: Figure = {
  formula: '0.1 + spans per second / 10,000 / the replicas that remain when one is lost',
  source: SPANS_PER_CORE_SOURCE,
  of: (demand) => 0.1 + spanCores(demand) * share(demand),
};

export const collectorAgent: Plan = {
  title: 'Collector agent',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: ONE_A_NODE,
  cpu: {
    formula: '0.05 + (spans per second / 10,000 + log bytes per second / 5 MB) / nodes',
    source: `${SPANS_PER_CORE_SOURCE}; logs: estimate`,
    of: (demand) => 0.05 + (spanCores(demand) + logBytesPerSecond(demand) / LOG_BYTES_PER_CORE) / demand.nodes,
  },
  memory: {
    formula: '128 MiB + a minute of spans (2 KiB each) and log bytes (twice) / nodes',
    source: 'estimate: its queues, while the next in line restarts',
    of: (demand) =>
      128 * MIB + (60 * (demand.load.spansPerSecond * SPAN_IN_MEMORY + 2 * logBytesPerSecond(demand))) / demand.nodes,
  },
};

export const collectorGateway: Plan = {
  title: 'Collector gateway',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: asManyAsNeeded,
  cpu,
  memory: {
    formula: '256 MiB + spans per second × 2 KiB × 30 s / the replicas that remain when one is lost',
    source: 'estimate: its queue to a sampler, while that restarts',
    of: (demand) => 256 * MIB + demand.load.spansPerSecond * SPAN_IN_MEMORY * 30 * share(demand),
  },
};

export const collectorSampler: StoredPlan = {
  title: 'Collector sampler',
  runs: 'everywhere',
  memoryIs: 'reserved',
  replicas: asManyAsNeeded,
  cpu,
  memory: {
    formula:
      '256 MiB + spans per second × 30 s × 2 KiB × 2 / the replicas that remain when one is lost: every trace is held until it is decided on; twice, for garbage',
    source: 'OpenTelemetry Collector 0.159, tail sampling: `decision_wait` is 30 s; size of a span in memory: estimate',
    of: (demand) => 256 * MIB + demand.load.spansPerSecond * WAIT_SECONDS * SPAN_IN_MEMORY * 2 * share(demand),
  },
  volume: {
    formula: 'kept spans of an hour × 1 KiB / the replicas that remain when one is lost',
    source: 'what is decided waits on disk while Jaeger is away: an hour is the time to mend it',
    of: (demand) => keptSpansPerSecond(demand) * AN_HOUR * SPAN_BYTES * share(demand),
  },
};
