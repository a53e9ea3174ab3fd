import { DECISION_SECONDS, REMEMBERED } from '../telemetry/sampling';
import { asManyAsNeeded, collectorCpu, collectorReplicas } from './collector';
import { keptSpansPerSecond, remaining, SPAN_BYTES, type Demand } from './demand';
import type { BufferedPlan } from './plan';
import { EACH } from './presets';
import { KIB, MIB } from './quantity';

/** How much more than its share a sampler gets: gateways place each at 100 points of a ring, which are as far apart as they happen to be. */
const UNEVEN = 1.25;
/** A span that waits: its trace has a copy of its resource, and holds it as objects. In bytes. */
const WAITING_SPAN = 3 * KIB;
/** An id that is remembered after its decision. In bytes. */
const ID_BYTES = 128;
/** For each trace there is room for: of those that are kept, and of the others. */
const IDS_PER_TRACE = 2 * REMEMBERED;
const TRACE_BYTES = EACH.spansPerRequest * WAITING_SPAN + IDS_PER_TRACE * ID_BYTES;
/** The process itself, what it counts, and what is on its way. In bytes. */
const ITSELF = 128 * MIB;
/** The part of its limit from which on a collector takes nothing more: 80 % less a spike of 20 %. */
const REFUSES_AT = 0.6;
const AN_HOUR = 3600;

/** For how many traces a sampler has room while they wait for their decision. @param replicas of samplers */
export const bufferedTraces = ({ load }: Demand, replicas: number): number =>
  Math.ceil(((load.spansPerSecond / EACH.spansPerRequest) * DECISION_SECONDS * UNEVEN) / remaining(replicas));

/** What a sampler needs as its limit, to take so many traces in without refusing any. In bytes. */
export const bufferMemory = (traces: number): number => (ITSELF + traces * TRACE_BYTES) / REFUSES_AT;

const buffered = (demand: Demand): number => bufferedTraces(demand, collectorReplicas(demand));

export const collectorSampler: BufferedPlan = {
  title: 'Collector sampler',
  runs: 'everywhere',
  memoryIs: 'reserved',
  replicas: asManyAsNeeded,
  cpu: collectorCpu,
  buffer: {
    formula: `spans per second / ${EACH.spansPerRequest} × ${DECISION_SECONDS} s × ${UNEVEN} / the replicas that remain when one is lost`,
    source: `every trace waits ${DECISION_SECONDS} s for its decision (telemetry/sampling.ts); how unevenly they are spread: OpenTelemetry Collector 0.159, load balancing, 100 points of each sampler, of which a fifth more is twice the deviation`,
    of: buffered,
  },
  memory: {
    formula: `(128 MiB + traces in the buffer × (${EACH.spansPerRequest} spans × 3 KiB + ${IDS_PER_TRACE} ids × ${ID_BYTES} bytes)) / ${REFUSES_AT}: from ${REFUSES_AT * 100} % of its limit on it refuses`,
    source:
      'OpenTelemetry Collector 0.159, tail sampling: every trace is held until it is decided on, and its id remembered; measured: 3.1 kB a span of 20 attributes and 13 of its resource',
    of: (demand) => bufferMemory(buffered(demand)),
  },
  volume: {
    formula: 'kept spans of an hour × 1 KiB / the replicas that remain when one is lost',
    source: 'what is decided waits on disk while Jaeger is away: an hour is the time to mend it',
    of: (demand) => (keptSpansPerSecond(demand) * AN_HOUR * SPAN_BYTES) / remaining(collectorReplicas(demand)),
  },
};
