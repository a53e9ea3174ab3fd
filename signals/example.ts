import {
  absent,
  isByLabel,
  labelNames,
  leText,
  milliseconds,
  printNumber,
  type AnyMetric,
  type Duration,
  type MetricSpec,
} from '../promql';
import { DeclarationError } from './declaration-error';

/** One input series of a promtool test: its identity, and its values in promtool's notation. */
export interface InputSeries {
  readonly series: string;
  /** @param steps how many samples follow the first @param seconds between samples */
  readonly values: (steps: number, seconds: number) => string;
}

export type LabelValues = Readonly<Record<string, string>>;

/** Stated facts that make an alert fire: never computed from the rule, so that a moved threshold is noticed. */
export interface Firing {
  readonly series: readonly InputSeries[];
  /** When it fires at the latest, counted from the first sample. */
  readonly at: Duration;
  /** When it must still be quiet, although the condition holds. */
  readonly notYetAt: Duration;
  /** The labels of the alert that fires, or of each if several do, beside those that every alert has. */
  readonly labels: LabelValues | readonly LabelValues[];
}

/** Facts just on the good side of the threshold. */
export interface Quiet {
  readonly series: readonly InputSeries[];
  readonly at: Duration;
}

/** One of each at least; several where what they show cannot be true at the same time. */
export interface Examples {
  readonly fires: Firing | readonly Firing[];
  readonly quiet: Quiet | readonly Quiet[];
}

/** A series as promtool writes it: `name{label="value"}`. */
export const seriesText = (name: string, labels: LabelValues): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

function checkMetric({ name, labels: spec, kind }: MetricSpec, wanted: MetricSpec['kind'], labels: LabelValues): void {
  if (kind !== wanted) throw new DeclarationError(`an example treats the ${kind} ${name} as a ${wanted}`);
  for (const [label, value] of Object.entries(labels)) {
    const allowed = spec[label];
    if (!labelNames(spec).includes(label)) {
      throw new DeclarationError(`an example of ${kind} ${name} has the label '${label}', which the metric lacks`);
    }
    if (Array.isArray(allowed) && !allowed.includes(value)) {
      throw new DeclarationError(
        `an example of ${name} has ${label}="${value}", which never occurs; it has ${allowed.join(', ')}`,
      );
    }
  }
  const missing = Object.keys(spec).find((label) => spec[label] !== absent && !(label in labels));
  if (missing !== undefined) throw new DeclarationError(`an example of ${name} lacks the label '${missing}'`);
}

/** A gauge that stays at a value. */
export function stays(metric: AnyMetric, labels: LabelValues, value: number): InputSeries {
  checkMetric(metric.spec, 'gauge', labels);
  return { series: seriesText(metric.spec.name, labels), values: (steps) => `${printNumber(value)}+0x${steps}` };
}

/**
 * A recorded series that stays at a value, stated where what it is recorded from would be too much to state: promtool reads
 * ten thousand samples at most.
 */
export function staysRecorded(
  { record, labels: names }: { readonly record: string; readonly labels: readonly string[] },
  labels: LabelValues,
  value: number,
): InputSeries {
  const wrong = names.find((name) => !(name in labels)) ?? Object.keys(labels).find((name) => !names.includes(name));
  if (wrong !== undefined) {
    throw new DeclarationError(
      `an example of ${record} has other labels than ${names.join(', ') || 'none'}: '${wrong}'`,
    );
  }
  return { series: seriesText(record, labels), values: (steps) => `${printNumber(value)}+0x${steps}` };
}

/** A counter that grows evenly. @param perSecond its rate */
export function grows(metric: AnyMetric, labels: LabelValues, perSecond: number): InputSeries {
  checkMetric(metric.spec, 'counter', labels);
  return { series: seriesText(metric.spec.name, labels), values: growing(perSecond) };
}

/** A counter of something that happened at one moment. @param at counted from the first sample @param events how often */
export function once(metric: AnyMetric, labels: LabelValues, at: Duration, events = 1): InputSeries {
  checkMetric(metric.spec, 'counter', labels);
  return {
    series: seriesText(metric.spec.name, labels),
    values: (steps, seconds) => {
      const before = Math.floor(milliseconds(at) / 1000 / seconds) - 1;
      return before >= steps ? `0+0x${steps}` : `0+0x${before} ${printNumber(events)}+0x${steps - before - 1}`;
    },
  };
}

const growing =
  (perSecond: number) =>
  (steps: number, seconds: number): string =>
    `0+${printNumber(perSecond * seconds)}x${steps}`;

/** The same series, whose targets disappear. @param after counted from the first sample */
export const gone = (series: readonly InputSeries[], after: Duration): readonly InputSeries[] =>
  series.map((input) => ({
    series: input.series,
    values: (steps, seconds) => {
      const there = Math.min(steps, Math.floor(milliseconds(after) / 1000 / seconds));
      // The scrape that finds the target gone writes a marker; nothing comes after it.
      return there === steps
        ? input.values(steps, seconds)
        : `${input.values(there, seconds)} stale _x${steps - there - 1}`;
    },
  }));

/** The same series, of targets that appear late. @param at counted from the first sample */
export const comes = (series: readonly InputSeries[], at: Duration): readonly InputSeries[] =>
  series.map((input) => ({
    series: input.series,
    values: (steps, seconds) => {
      const before = Math.floor(milliseconds(at) / 1000 / seconds);
      return before > steps ? '_' : `_x${before} ${input.values(steps - before, seconds)}`;
    },
  }));

/** A gauge that stays at a value, and then at another. @param at counted from the first sample */
export function turns(
  metric: AnyMetric,
  labels: LabelValues,
  [before, at, after]: readonly [number, Duration, number],
): InputSeries {
  const { series } = stays(metric, labels, before);
  return {
    series,
    values: (steps, seconds) => {
      const count = Math.min(steps, Math.floor(milliseconds(at) / 1000 / seconds) - 1);
      return `${printNumber(before)}+0x${count} ${printNumber(after)}+0x${Math.max(0, steps - count - 1)}`;
    },
  };
}

/** A value, and until when it holds, counted from the first sample; the last holds to the end. */
export type Piece = readonly [value: number, until?: Duration];

/** How many samples each piece has, of all that there are. */
function samplesOf(pieces: readonly Piece[], steps: number, seconds: number): readonly number[] {
  const ends = pieces.map(([, until]) =>
    until === undefined ? steps + 1 : Math.min(steps + 1, Math.ceil(milliseconds(until) / 1000 / seconds)),
  );
  return ends.map((end, i) => Math.max(0, end - (ends[i - 1] ?? 0)));
}

/** A gauge that stays at one value after the other. */
export function levels(metric: AnyMetric, labels: LabelValues, ...pieces: readonly Piece[]): InputSeries {
  checkMetric(metric.spec, 'gauge', labels);
  return {
    series: seriesText(metric.spec.name, labels),
    values: (steps, seconds) =>
      samplesOf(pieces, steps, seconds)
        .flatMap((count, i) => (count > 0 ? [`${printNumber(pieces[i]?.[0] ?? 0)}+0x${count - 1}`] : []))
        .join(' '),
  };
}

/** A gauge that goes up, or down, evenly. */
export function slides(
  metric: AnyMetric,
  labels: LabelValues,
  { from, perMinute }: { readonly from: number; readonly perMinute: number },
): InputSeries {
  checkMetric(metric.spec, 'gauge', labels);
  return {
    series: seriesText(metric.spec.name, labels),
    values: (steps, seconds) => {
      const step = printNumber((Math.abs(perMinute) * seconds) / 60);
      return `${printNumber(from)}${perMinute < 0 ? '-' : '+'}${step}x${steps}`;
    },
  };
}

/** A counter that grows at one pace after the other. @param pieces their values are its rates, per second */
export function paces(metric: AnyMetric, labels: LabelValues, ...pieces: readonly Piece[]): InputSeries {
  checkMetric(metric.spec, 'counter', labels);
  return {
    series: seriesText(metric.spec.name, labels),
    values: (steps, seconds) => {
      const counts = samplesOf(pieces, steps, seconds);
      const growth = pieces.map(([perSecond]) => perSecond * seconds);
      // The first sample of all is 0; the first of each later piece has grown once at its own pace.
      const grown = (upTo: number): number =>
        counts.slice(0, upTo).reduce((sum, count, i) => sum + count * (growth[i] ?? 0), 0) - (growth[0] ?? 0);
      return counts
        .flatMap((count, i) => {
          const step = growth[i] ?? 0;
          return count > 0 ? [`${printNumber(grown(i) + step)}+${printNumber(step)}x${count - 1}`] : [];
        })
        .join(' ');
    },
  };
}

/**
 * A histogram that observes evenly.
 * @param perSecond observations a second by the upper bound of the bucket that they fall into (not cumulative)
 * @param mean of all observations, for `_sum`; half of each bucket's bound where it does not matter
 */
export function observes(
  metric: AnyMetric,
  labels: LabelValues,
  perSecond: Readonly<Record<number, number>>,
  mean?: number,
): readonly InputSeries[] {
  checkMetric(metric.spec, 'histogram', labels);
  const { name } = metric.spec;
  const bounds = [...boundsOf(metric.spec, labels), Infinity];
  const stranger = Object.keys(perSecond).find((bound) => !bounds.includes(Number(bound)));
  if (stranger !== undefined) {
    throw new DeclarationError(
      `an example of ${name} observes in a bucket of ${stranger}; its buckets are ${bounds.join(', ')}`,
    );
  }
  const rateOf = (bound: number): number => perSecond[bound] ?? 0;
  const total = bounds.reduce((sum, bound) => sum + rateOf(bound), 0);
  const sum =
    mean === undefined
      ? bounds.reduce((acc, b) => acc + (Number.isFinite(b) ? (rateOf(b) * b) / 2 : 0), 0)
      : mean * total;
  const cumulative = bounds.map((bound, i) => ({
    bound,
    rate: bounds.slice(0, i + 1).reduce((acc, b) => acc + rateOf(b), 0),
  }));
  return [
    ...cumulative.map(({ bound, rate }) => ({
      series: seriesText(`${name}_bucket`, { ...labels, le: leText(bound) }),
      values: growing(rate),
    })),
    { series: seriesText(`${name}_count`, labels), values: growing(total) },
    { series: seriesText(`${name}_sum`, labels), values: growing(sum) },
  ];
}

/** The upper bounds, without +Inf, that a histogram's series with these labels have. */
export function boundsOf({ name, buckets }: MetricSpec, labels: LabelValues): readonly number[] {
  if (buckets === undefined) throw new DeclarationError(`${name} is no histogram`);
  if (!isByLabel(buckets)) return buckets;
  const bounds = buckets.of[labels[buckets.by] ?? ''];
  if (bounds === undefined)
    throw new DeclarationError(`${name} has no buckets for ${buckets.by}="${labels[buckets.by] ?? ''}"`);
  return bounds;
}
