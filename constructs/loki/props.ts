import type { Platform } from '../platform';
import type { Resources } from '../resources';
import type { LogsBucket } from './bucket';
import type { LogRetention } from './retention';
import type { LogRules } from './ruler';

export interface LokiProps extends Platform, LogRetention {
  /** 1 without a bucket; with one, at least as many as each line is on, three. */
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume: a quantity, such as `50Gi`. With a bucket, it holds the write-ahead log alone. */
  readonly volume: string;
  /** Where chunks and index are, so that replicas can share them. Left out, one process keeps everything on its volume. */
  readonly bucket?: LogsBucket;
  readonly rules: LogRules;
}
