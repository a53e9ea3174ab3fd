import type { NativeBuckets, Sample } from '../../../simulator/series';
import type { Target } from '../../../simulator/target';
import { HOUR, type Time } from '../../../simulator/time';
import { SCRAPED } from '../../live/incidents/stream';

type LabelSet = Readonly<Record<string, string>>;

/** A series as the program `fill` is told of it: see its usage. */
export type Declared = {
  readonly labels: LabelSet;
  /** Seconds between two samples. */
  readonly interval: number;
} & (
  | { readonly kind: 'counter'; readonly rate: number; readonly whole: boolean }
  | { readonly kind: 'gauge' | 'clock'; readonly level: number; readonly whole: boolean }
  | {
      readonly kind: 'native';
      readonly rate: number;
      readonly schema: number;
      readonly first: number;
      readonly rates: readonly number[];
    }
);

/** How long two values of a series lie apart, from which its rate is taken. */
const APART = HOUR;

/** All series that targets have at a moment, with what the scraper writes for each target; what they are like is judged by the hour before. */
export const declaredSeries = (targets: readonly Target[], now: Time): readonly Declared[] =>
  targets.flatMap((target) => {
    const { labels, interval, series } = target;
    const scrape = { answers: true, samples: series.length, chance: 0.5 };
    return [
      ...SCRAPED.map(({ name, value }) => gauge({ __name__: name, ...labels }, interval, value(scrape))),
      ...series.flatMap(({ metric, name, labels: own, value }) => {
        const [before, after] = [value(now - APART), value(now)];
        if (before === undefined || after === undefined) return [];
        const set = { __name__: name, ...labels, ...own };
        return [metric.kind === 'gauge' ? level(set, interval, before, after) : growing(set, interval, before, after)];
      }),
    ];
  });

const gauge = (labels: LabelSet, interval: number, value: number, kind: 'gauge' | 'clock' = 'gauge'): Declared => ({
  labels,
  interval,
  kind,
  level: value,
  whole: Number.isInteger(value),
});

/** A gauge that grows by a second each second is a time. */
function level(labels: LabelSet, interval: number, before: Sample, after: Sample): Declared {
  const value = number(labels, after);
  const pace = (value - number(labels, before)) / APART;
  return gauge(labels, interval, value, Math.abs(pace - 1) < 0.1 ? 'clock' : 'gauge');
}

function growing(labels: LabelSet, interval: number, before: Sample, after: Sample): Declared {
  if (typeof after !== 'number') return native(labels, interval, before, after);
  const [was, is] = [number(labels, before), after];
  return {
    labels,
    interval,
    kind: 'counter',
    rate: Math.max(0, is - was) / APART,
    whole: Number.isInteger(was) && Number.isInteger(is),
  };
}

function native(
  labels: LabelSet,
  interval: number,
  before: Sample,
  { schema, first, counts, sum }: NativeBuckets,
): Declared {
  if (typeof before === 'number' || before.first !== first || before.counts.length !== counts.length)
    throw new Error(
      `${labels.__name__ ?? ''}: the buckets of this native histogram change, which nothing here can continue`,
    );
  return {
    labels,
    interval,
    kind: 'native',
    schema,
    first,
    rates: counts.map((count, i) => (count - (before.counts[i] ?? 0)) / APART),
    rate: (sum - before.sum) / APART,
  };
}

function number({ __name__: name = '' }: LabelSet, sample: Sample): number {
  if (typeof sample === 'number') return sample;
  throw new Error(`${name}: a native histogram where a number should be`);
}
