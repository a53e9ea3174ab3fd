import { logBytesPerSecond, remaining, type Demand } from './demand';
import { oneOr, type StoredPlan } from './plan';
import { GIB, MIB } from './quantity';

const REPLICAS = 3;
/** What Grafana gives to all parts of a cluster that takes in 3 TB a day. */
const GUIDE = { bytesPerDay: 3e12, cores: 38, memory: 59 * GIB } as const;
/** JSON, in chunks that are compressed with gzip, which is Loki's default; the index is about a hundredth of it. */
const COMPRESSION = 5;
const AUDIT_SHARE = 0.01;
/** Of what comes in per second, the write-ahead log has so much: 15 GB at 5 MB per second. */
const WAL_SECONDS = 3_000;
const INDEX_AND_COMPACTOR = 2 * GIB;

const replicas = ({ replicated }: Demand): number => (replicated ? REPLICAS : 1);

/** The part of what the guide gives to 3 TB a day. */
const share = (demand: Demand): number => demand.load.logBytesPerDay / GUIDE.bytesPerDay / remaining(replicas(demand));

/** With three replicas and a replication factor of three, each has every line. */
const writeAheadLog = (demand: Demand): number => logBytesPerSecond(demand) * WAL_SECONDS;

const stored = ({ load, retention }: Demand): number =>
  (load.logBytesPerDay * ((1 - AUDIT_SHARE) * retention.logs + AUDIT_SHARE * retention.auditLogs)) / COMPRESSION;

export const loki: StoredPlan = {
  title: 'Loki',
  runs: 'everywhere',
  memoryIs: 'reserved',
  replicas: oneOr(REPLICAS, 'replication factor 3: with one lost, two of three still agree'),
  cpu: {
    formula: '0.1 + log bytes per day / 3 TB × 38 cores / the replicas that remain when one is lost',
    source: 'Loki 3.7 documentation, "Size the cluster": all parts of a cluster below 3 TB a day',
    of: (demand) => 0.1 + share(demand) * GUIDE.cores,
  },
  memory: {
    formula: '512 MiB + log bytes per day / 3 TB × 59 GiB / the replicas that remain when one is lost',
    source: 'Loki 3.7 documentation, "Size the cluster": all parts of a cluster below 3 TB a day',
    of: (demand) => 512 * MIB + share(demand) * GUIDE.memory,
  },
  volume: {
    formula: `2 GiB for index and compactor + log bytes per second × 3,000 for the write-ahead log; without a bucket also log bytes per day × days kept / ${COMPRESSION}, the audit stream (1 %) for its own days`,
    source:
      'Loki 3.7 documentation, "Write Ahead Log": 10–15 GB at 5 MB per second; compression: estimate for JSON and gzip',
    of: (demand) => INDEX_AND_COMPACTOR + writeAheadLog(demand) + (demand.replicated ? 0 : stored(demand)),
  },
};
