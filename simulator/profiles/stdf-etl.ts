import {
  dbConnections,
  dbConnectionsMax,
  filesProcessed,
  parsingLatency,
  queueFiles,
} from '../../workloads/stdf-etl/metrics';
import type { Profile } from '../profile';

const values: Profile['values'] = {
  reason: () => ['checksum', 'truncated'],
  record_type: () => ['MIR', 'PIR', 'PTR', 'FTR', 'PRR', 'MRR'],
};

const POOL = 100;

/** A pool of which so many connections are in use. */
const pool =
  (used: number, waiting: number): NonNullable<Profile['level']> =>
  ({ name }, { state }) => {
    if (name === dbConnectionsMax.spec.name) return POOL;
    if (name === dbConnections.spec.name) return state === 'used' ? used : POOL - used;
    return name === queueFiles.spec.name ? waiting : undefined;
  };

/** A pipeline that keeps up with what comes in. */
export const healthy: Profile = {
  values,
  traffic: (_, { status, reason }) => (status === 'error' || reason !== undefined ? 0.0005 : undefined),
  level: pool(20, 3),
  peak: ({ name }) => (name === parsingLatency.spec.name ? 0.15 : undefined),
};

/** Three files a minute, all of which fail, while others wait. That no job ends is told after an hour only. */
const FEW = 0.00014;

export const sick: Profile = {
  values,
  traffic: ({ name }, { status }) => {
    if (name !== filesProcessed.spec.name) return undefined;
    return status === 'error' ? FEW : 0;
  },
  level: pool(95, 40),
  peak: ({ name }) => (name === parsingLatency.spec.name ? 0.8 : undefined),
};

/** It looks back for an hour; an incident proves it. The memory of parsers is in the profile of the cluster, which tells of it. */
export const takeHours: readonly string[] = ['StdfEtlNoJobFinished'];
