import { DAY_SECONDS, samplesPerSecond, type Demand } from './demand';
import { oneOr, type StoredPlan } from './plan';
import { GIB, MIB } from './quantity';

const BYTES_PER_SERIES = 3_000;
const BYTES_PER_SAMPLE = 2;
const SAMPLES_PER_CORE = 50_000;

/** What a replica writes in so many days. In bytes. */
export const sampleBytes = (demand: Demand, days: number): number =>
  samplesPerSecond(demand) * days * DAY_SECONDS * BYTES_PER_SAMPLE;

export const prometheus: StoredPlan = {
  title: 'Prometheus',
  runs: 'everywhere',
  memoryIs: 'reserved',
  replicas: oneOr(2, 'both scrape and evaluate everything; queries merge them'),
  cpu: {
    formula: '0.25 + samples per second / 50,000',
    source:
      'estimate: twenty cores for the million samples per second of a large server (PromLabs training, "Efficient Implementation"), rules and queries included',
    of: (demand) => 0.25 + samplesPerSecond(demand) / SAMPLES_PER_CORE,
  },
  memory: {
    formula: '512 MiB + series × 3 kB × 3: in the head, again for garbage, again for rules and queries',
    source:
      'Robust Perception, "Why does Prometheus use so much RAM?": 3 kB per series in the head; garbage and queries: estimate',
    of: ({ load }) => 512 * MIB + load.series * BYTES_PER_SERIES * 3,
  },
  volume: {
    formula: 'days kept × samples per second × 2 bytes',
    source:
      'Prometheus 3.14 documentation, "Storage": 1–2 bytes per sample; size retention at most 80–85 % of the volume',
    of: (demand) => sampleBytes(demand, demand.retention.metrics),
  },
};

/** What of a volume Prometheus may fill with blocks, as Prometheus spells sizes. @param usable in bytes */
export const retentionSize = (usable: number): string => `${Math.floor(usable / GIB)}GiB`;
