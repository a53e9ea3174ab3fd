import type { Load } from './presets';

/** How long things are kept, in days. */
export interface Retention {
  /** Locally. */
  readonly metrics: number;
  readonly logs: number;
  readonly auditLogs: number;
  readonly traces: number;
  readonly bucket: { readonly raw: number; readonly fiveMinutes: number; readonly hour: number };
}

/** What every formula computes from. */
export interface Demand {
  readonly load: Load;
  readonly replicated: boolean;
  readonly scrapeIntervalSeconds: number;
  readonly retention: Retention;
  readonly nodes: number;
}

export const DAY_SECONDS = 86_400;

/** The part of a volume that may be filled: the rest is for the write-ahead log and for what is being compacted. */
export const USABLE_SHARE = 0.85;

/** The share of all spans that sampling keeps: errors, slow and hot ones, and 1 % of the rest. */
export const KEPT_SPANS = 0.05;

/** A span of twenty attributes as OTLP. */
export const SPAN_BYTES = 1024;

export const samplesPerSecond = ({ load, scrapeIntervalSeconds }: Demand): number =>
  load.series / scrapeIntervalSeconds;

export const keptSpansPerSecond = ({ load }: Demand): number => load.spansPerSecond * KEPT_SPANS;

export const logBytesPerSecond = ({ load }: Demand): number => load.logBytesPerDay / DAY_SECONDS;

/** So many replicas carry everything while one is lost. */
export const remaining = (replicas: number): number => Math.max(1, replicas - 1);
