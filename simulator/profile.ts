import type { MetricSpec } from '../promql';
import type { Time } from './time';

/** The values of a series' own labels. */
export type Labels = Readonly<Record<string, string>>;

/**
 * What an emitter is told of a catalog beyond its declaration. Everything has a default, so that a catalog without a profile
 * emits plausible values as well.
 */
export interface Profile {
  /** The values of labels that are declared as `any`; the labels that stand before them in the declaration are known. Default: two. */
  readonly values?: Readonly<Record<string, (labels: Labels) => readonly string[]>>;
  /** The rate of a counter, or of a histogram's observations, as a multiple of the usual one. Default: 1. */
  readonly traffic?: (metric: MetricSpec, labels: Labels) => number | undefined;
  /** A gauge's value, or what it follows from: the time at which something happened last. Default: one that its unit suggests. */
  readonly level?: (metric: MetricSpec, labels: Labels) => Level | undefined;
  /** Series that the workload has lost. Default: none. */
  readonly lost?: (metric: MetricSpec, labels: Labels) => boolean;
  /** Where in its buckets a histogram's observations are most frequent, from 0 to 1. Default: a little below the middle. */
  readonly peak?: (metric: MetricSpec, labels: Labels) => number | undefined;
}

export type Level = number | ((t: Time) => number);

export const PLAIN: Profile = {};
