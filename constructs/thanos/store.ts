import { mebibytesOf } from '../memory';
import type { Resources } from '../resources';
import { THANOS_STORE } from './component';
import { OBJECT_STORAGE_FILE, OBJECT_STORAGE_MOUNT, OBJECT_STORAGE_VOLUME } from './object-storage';
import type { ThanosProgram } from './pod';
import { DATA } from './workload';

export interface StoreProps {
  readonly replicas: number;
  readonly resources: Resources;
  /** For the headers of the blocks' indexes: what is lost with it is downloaded again. */
  readonly volume: string;
}

const DATA_PATH = '/var/thanos/store';

/** Of the memory limit: what is looked up in indexes again and again, and the chunks that queries hold at a time. */
const INDEX_CACHE_SHARE = 0.2;
/** A query that needs more fails, rather than the process that answers all others. */
const CHUNK_POOL_SHARE = 0.4;

/** Answers from the blocks in the bucket. All replicas know all blocks: one alone is enough. */
export function store({ replicas, resources, volume }: StoreProps): ThanosProgram & { readonly volume: string } {
  return {
    component: THANOS_STORE,
    replicas,
    resources,
    volume,
    args: [
      'store',
      `--data-dir=${DATA_PATH}`,
      `--objstore.config-file=${OBJECT_STORAGE_FILE}`,
      `--index-cache-size=${mebibytesOf(resources, INDEX_CACHE_SHARE)}MiB`,
      `--chunk-pool-size=${mebibytesOf(resources, CHUNK_POOL_SHARE)}MiB`,
      // Headers of a year's blocks are mapped into memory when a query first needs them, not all at the start.
      '--store.enable-index-header-lazy-reader',
      // Its pages would let everybody who reaches them delete blocks.
      '--web.disable',
      '--disable-admin-operations',
    ],
    mounts: [{ name: DATA, mountPath: DATA_PATH }, OBJECT_STORAGE_MOUNT],
    volumes: [OBJECT_STORAGE_VOLUME],
    // The first start downloads the headers of all blocks.
    startupSeconds: 900,
  };
}
