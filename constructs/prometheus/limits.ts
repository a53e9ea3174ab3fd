/**
 * What a scrape may bring at most; one that brings more fails as a whole, and `up` says so. Each field that is left out has the
 * default of the Prometheus resource, whose enforced limits none can exceed.
 */
export interface Limits {
  /** Samples per scrape, after relabeling. */
  readonly sampleLimit?: number;
  readonly targetLimit?: number;
  /** Labels per sample. */
  readonly labelLimit?: number;
  /** Characters. */
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  /** Uncompressed, before relabeling: a Prometheus size (`64MB`). */
  readonly bodySizeLimit?: string;
}
