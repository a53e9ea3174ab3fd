import { leText, type AnyMetric, type MetricSpec } from '../promql';
import { boundsOf } from '../signals';
import { counted, type Load } from './load';
import type { Labels } from './profile';
import type { Shape } from './shape';
import type { Steps } from './steps';
import type { Time } from './time';

/** One time series: a function of simulated time. */
export interface Series {
  readonly metric: MetricSpec;
  /** That of the metric, or one of a histogram's parts. */
  readonly name: string;
  readonly labels: Labels;
  /** Undefined while there is no such series. */
  readonly value: (t: Time) => Sample | undefined;
}

/** One number, or of a native histogram all of its buckets. */
export type Sample = number | NativeBuckets;

export interface NativeBuckets {
  /** Each bound is 2^(2^-schema) times the one before. */
  readonly schema: number;
  /** The index of the first bucket; that of index 0 ends at 1. */
  readonly first: number;
  /** Observations by bucket, not cumulative. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export type Value = Series['value'];

/** A counter of whole events. */
export const counterOf = ({ spec }: AnyMetric, labels: Labels, events: (t: Time) => number): Series => ({
  metric: spec,
  name: spec.name,
  labels,
  value: (t) => Math.floor(events(t)),
});

export const gaugeOf = ({ spec }: AnyMetric, labels: Labels, value: Value): Series => ({
  metric: spec,
  name: spec.name,
  labels,
  value,
});

/** Observations of one kind: how they fall into buckets, and what part of the load they are. */
export interface Population {
  readonly shape: (bounds: readonly number[]) => Shape;
  readonly part: Steps;
}

/** All series of a histogram that observes several populations since a moment. */
export function histogramOf(
  metric: AnyMetric,
  labels: Labels,
  observed: { readonly load: Load; readonly populations: readonly Population[]; readonly since: Time },
): readonly Series[] {
  const bounds = boundsOf(metric.spec, labels);
  const populations = observed.populations.map(({ shape, part }) => ({
    ...shape(bounds),
    events: remembering(counted(observed.load, part, observed.since)),
  }));
  return bucketsOf(metric.spec, labels, {
    counts: (t) =>
      [...bounds, Infinity].map((_, i) =>
        populations.reduce((sum, { shares, events }) => sum + (shares[i] ?? 0) * events(t), 0),
      ),
    sum: (t) => populations.reduce((sum, { mean, events }) => sum + mean * events(t), 0),
  });
}

/**
 * The series of a histogram whose buckets count for themselves, not cumulatively. Each is made whole before they are added up: so
 * they agree in their growth, too, or quantiles of a few seconds would be noise.
 */
export function bucketsOf(
  metric: MetricSpec,
  labels: Labels,
  { counts, sum }: { readonly counts: (t: Time) => readonly number[]; readonly sum: (t: Time) => number },
): readonly Series[] {
  const cumulative = remembering((t) => runningSums(counts(t).map(Math.floor)));
  const part = (suffix: string, own: Labels, value: (t: Time) => number): Series => ({
    metric,
    name: `${metric.name}${suffix}`,
    labels: { ...labels, ...own },
    value,
  });
  return [
    ...[...boundsOf(metric, labels), Infinity].map((bound, i) =>
      part('_bucket', { le: leText(bound) }, (t) => cumulative(t)[i] ?? 0),
    ),
    part('_sum', {}, sum),
    part('_count', {}, (t) => cumulative(t).at(-1) ?? 0),
  ];
}

/** Each number with all before it. */
export function runningSums(numbers: readonly number[]): readonly number[] {
  let sum = 0;
  return numbers.map((number) => (sum += number));
}

/** All parts of a histogram are asked for the same moment, one after the other. */
function remembering<V>(value: (t: Time) => V): (t: Time) => V {
  let last: { readonly t: Time; readonly value: V } | undefined;
  return (t) => {
    if (last?.t !== t) last = { t, value: value(t) };
    return last.value;
  };
}
