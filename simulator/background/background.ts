import type { MetricSpec, Unit } from '../../promql';
import { boundsOf, exportersOf, type Workload } from '../../signals';
import type { Labels, Profile } from '../profile';
import { bucketsOf, runningSums, type NativeBuckets, type Series } from '../series';
import { targetOf, type Target } from '../target';
import type { Time } from '../time';
import { meanOf, shares } from './distribution';
import { combinations, share } from './series';

/** Events a second of one series, before the profile's say. A replica of a busy service has that many. */
const USUAL_RATE = 200;

const REPLICAS = ['0', '1'] as const;

/**
 * What is known of a workload by its catalog and a profile alone: two replicas of each exporter, every combination of label
 * values, counters that grow evenly, histograms whose parts agree, gauges in the range of their unit.
 * @param since when the exporters started
 */
export const background = (workload: Workload, profile: Profile, since: Time): readonly Target[] =>
  exportersOf(workload).flatMap(({ scrape, metrics }) =>
    REPLICAS.map((replica) =>
      targetOf(scrape, {
        pod: `${scrape.job}-${replica}`,
        series: Object.values(metrics).flatMap(({ spec: metric }) =>
          combinations(metric, profile, replica)
            .filter((labels) => profile.lost?.(metric, labels) !== true)
            .flatMap((labels) => seriesOf({ metric, profile, replica, labels, since })),
        ),
      }),
    ),
  );

interface Emitted {
  readonly metric: MetricSpec;
  readonly labels: Labels;
  readonly profile: Profile;
  /** Tells the values of several exporters apart. */
  readonly replica: string;
  readonly since: Time;
}

function seriesOf(emitted: Emitted): readonly Series[] {
  const { metric, labels } = emitted;
  switch (metric.kind) {
    case 'counter':
      return [{ metric, name: metric.name, labels, value: whole(events(emitted)) }];
    case 'gauge':
      return [{ metric, name: metric.name, labels, value: level(emitted) }];
    case 'histogram':
      return histogram(emitted);
    case 'native histogram':
      return [{ metric, name: metric.name, labels, value: nativeHistogram(emitted) }];
  }
}

const whole =
  (events: (t: Time) => number) =>
  (t: Time): number =>
    Math.floor(events(t));

/** How many events there have been; never fewer than before. */
function events({ metric, labels, profile, replica, since }: Emitted): (t: Time) => number {
  const own = 0.75 + 0.5 * share(identity(metric, labels, replica));
  const rate = USUAL_RATE * own * (profile.traffic?.(metric, labels) ?? 1);
  return (t) => rate * (t - since);
}

function histogram(emitted: Emitted): readonly Series[] {
  const { metric, labels, profile } = emitted;
  const bounds = boundsOf(metric, labels);
  const parts = shares(bounds.length + 1, profile.peak?.(metric, labels));
  const all = events(emitted);
  const mean = meanOf(bounds, parts);
  return bucketsOf(metric, labels, {
    counts: (t) => parts.map((part) => part * all(t)),
    sum: (t) => mean * all(t),
  });
}

/** From a millisecond to sixteen seconds, each bucket twice as wide as the one before. */
const NATIVE = { schema: 0, first: -9, buckets: 14 } as const;

function nativeHistogram(emitted: Emitted): (t: Time) => NativeBuckets {
  const { metric, labels, profile } = emitted;
  const parts = shares(NATIVE.buckets, profile.peak?.(metric, labels));
  const bounds = parts.map((_, i) => 2 ** (NATIVE.first + i));
  const all = events(emitted);
  const mean = meanOf(bounds, [...parts, 0]);
  return (t) => ({
    schema: NATIVE.schema,
    first: NATIVE.first,
    counts: parts.map((part) => Math.floor(part * all(t))),
    sum: mean * all(t),
  });
}

function level(emitted: Emitted): (t: Time) => number {
  const { metric, labels, profile, replica, since } = emitted;
  const told = profile.level?.(metric, labels);
  if (told !== undefined) return typeof told === 'number' ? () => told : told;
  if (labels.le !== undefined) {
    const stated = baseline(emitted);
    return () => stated;
  }
  const [low, high] = RANGES[metric.unit] ?? [1, 2];
  const phase = 6 * share(identity(metric, labels, replica));
  // A slow wave.
  return (t) => low + ((high - low) * (1 + Math.sin((t - since) / 60 + phase))) / 2;
}

/** Plausible levels of a gauge, by its unit. */
const RANGES: Readonly<Partial<Record<Unit, readonly [number, number]>>> = {
  ratio: [0.9, 0.98],
  percent: [40, 70],
  seconds: [0.1, 0.5],
  bytes: [1e9, 2e9],
  count: [1, 20],
};

/** A gauge with `le` states a distribution, cumulatively: it grows with the bound up to 1. */
function baseline({ metric, labels, profile, replica }: Emitted): number {
  const { le, ...rest } = labels;
  const siblings = combinations(metric, profile, replica).filter((other) =>
    Object.entries(rest).every(([label, value]) => other[label] === value),
  );
  const index = siblings.findIndex((other) => other.le === le);
  return runningSums(shares(siblings.length, profile.peak?.(metric, labels)))[index] ?? 1;
}

const identity = ({ name }: MetricSpec, labels: Labels, replica: string): string =>
  [name, replica, ...Object.values(labels)].join('|');
