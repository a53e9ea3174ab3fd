import type { Resources } from '../resources';
import { THANOS_COMPACTOR } from './component';
import { OBJECT_STORAGE_FILE, OBJECT_STORAGE_MOUNT, OBJECT_STORAGE_VOLUME } from './object-storage';
import type { ThanosProgram } from './pod';
import { DATA } from './workload';

/** How long samples are kept in the bucket, by what they are of, in days. */
export interface BucketRetention {
  /** As scraped. */
  readonly raw: number;
  /** One for five minutes, with count, sum, least, greatest and increase. */
  readonly fiveMinutes: number;
  /** The same for an hour. */
  readonly hour: number;
}

export interface CompactorProps {
  readonly retention: BucketRetention;
  readonly resources: Resources;
  /** Holds the blocks of one compaction: two weeks of them, and what they become. */
  readonly volume: string;
}

const DATA_PATH = '/var/thanos/compact';

/**
 * Samples are made coarser once their block spans long enough: 40 hours of raw ones become five-minute ones, 10 days of
 * those hourly ones. What is deleted earlier never becomes either, so that each is kept longer than the longer of the
 * two (thanos.io/tip/components/compact.md, Downsampling; v0.42).
 */
const LEAST_DAYS = 10;

/**
 * Merges, downsamples and deletes the blocks in the bucket. There is one: two at a time corrupt it. Replicas are merged when they
 * are queried, not here, where it could not be undone.
 *
 * @throws Error for a retention that downsampling cannot keep up with
 */
export function compactor(props: CompactorProps): ThanosProgram & { readonly volume: string } {
  const { raw, fiveMinutes, hour } = checkRetention(props.retention);
  return {
    component: THANOS_COMPACTOR,
    replicas: 1,
    resources: props.resources,
    volume: props.volume,
    args: [
      'compact',
      '--wait',
      `--data-dir=${DATA_PATH}`,
      `--objstore.config-file=${OBJECT_STORAGE_FILE}`,
      `--retention.resolution-raw=${raw}d`,
      `--retention.resolution-5m=${fiveMinutes}d`,
      `--retention.resolution-1h=${hour}d`,
      // Its pages would let everybody who reaches them delete blocks.
      '--web.disable',
      '--disable-admin-operations',
    ],
    mounts: [{ name: DATA, mountPath: DATA_PATH }, OBJECT_STORAGE_MOUNT],
    volumes: [OBJECT_STORAGE_VOLUME],
  };
}

function checkRetention(retention: BucketRetention): BucketRetention {
  const { raw, fiveMinutes, hour } = retention;
  const short = Object.entries({ raw, fiveMinutes }).find(([, days]) => days <= LEAST_DAYS);
  if (short) {
    throw new Error(
      `bucket retention: ${short[0]} samples are kept for ${short[1]} days: more than ${LEAST_DAYS} are needed, or they are deleted before coarser ones are made of them`,
    );
  }
  if (fiveMinutes < raw || hour < fiveMinutes) {
    throw new Error(
      `bucket retention: ${raw}, ${fiveMinutes} and ${hour} days: coarser samples are kept at least as long as finer ones`,
    );
  }
  return retention;
}
