import type { ImageSource } from './images';

/** What every component of an environment is told about it. */
export interface Platform {
  /** Our namespace, for everything that needs nothing of the host. */
  readonly namespace: string;
  /** Where images come from. */
  readonly images: ImageSource;
  /** How often our own components are scraped: a Prometheus duration. */
  readonly scrapeInterval: string;
  /** The class of persistent volumes. Default: the cluster's own default. */
  readonly storageClass?: string;
}
