import { logBytesPerSecond, remaining, SPAN_BYTES, type Demand } from './demand';
import { SPANS_PER_CORE, SPANS_PER_CORE_SOURCE } from './jaeger';
import { ONE_A_NODE, type Figure, type Plan } from './plan';
import { MIB } from './quantity';

/** Log bytes per second that a core reads, parses and passes on. */
const LOG_BYTES_PER_CORE = 5e6;
/** A span in memory: parsed, it takes about twice what it takes on the wire. */
const SPAN_IN_MEMORY = 2 * SPAN_BYTES;
const CORES_PER_REPLICA = 2;

const spanCores = ({ load }: Demand): number => load.spansPerSecond / SPANS_PER_CORE;

/** Of gateways, and of samplers. */
export const collectorReplicas = (demand: Demand): number =>
  demand.replicated ? Math.max(2, Math.ceil(spanCores(demand) / CORES_PER_REPLICA) + 1) : 1;

export const asManyAsNeeded: Figure = {
  formula: 'where replicated, as many as have 2 cores each for all spans, and one more; at least 2. Else 1',
  source: SPANS_PER_CORE_SOURCE,
  of: collectorReplicas,
};

const share = (demand: Demand): number => 1 / remaining(collectorReplicas(demand));

export const collectorCpu: Figure = {
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
  cpu: collectorCpu,
  memory: {
    formula: '256 MiB + spans per second × 2 KiB × 30 s / the replicas that remain when one is lost',
    source: 'estimate: its queue to a sampler, while that restarts',
    of: (demand) => 256 * MIB + demand.load.spansPerSecond * SPAN_IN_MEMORY * 30 * share(demand),
  },
};
