import { leText, type MetricSpec, type Unit } from '../../promql';
import { boundsOf } from '../../signals';
import { meanOf, runningSums, shares } from './distribution';
import type { Labels, Profile } from '../profile';
import { combinations, share } from './series';

/** Events a second of one series, before the profile's say. A replica of a busy service has that many. */
const USUAL_RATE = 200;

/**
 * What an exporter of this catalog answers when it has run for so many seconds: every combination of label values, counters
 * that have grown since its start, histograms whose parts agree, gauges in the range of their unit.
 * @param replica tells the values of several exporters apart
 */
export function exposition(catalog: readonly MetricSpec[], profile: Profile, replica: string, elapsed: number): string {
  const families = catalog.map((metric) => [
    `# HELP ${metric.name} ${metric.help}`,
    `# TYPE ${metric.name} ${metric.kind}`,
    ...combinations(metric, profile).flatMap((labels) => samples({ metric, profile, replica, elapsed, labels })),
  ]);
  return `${families.flat().join('\n')}\n`;
}

interface Series {
  readonly metric: MetricSpec;
  readonly labels: Labels;
  readonly profile: Profile;
  readonly replica: string;
  readonly elapsed: number;
}

function samples(series: Series): readonly string[] {
  if (series.profile.lost?.(series.metric, series.labels)) return [];
  switch (series.metric.kind) {
    case 'counter':
      return [sample(series.metric.name, series.labels, Math.floor(events(series)))];
    case 'gauge':
      return [sample(series.metric.name, series.labels, level(series))];
    case 'histogram':
      return histogram(series);
  }
}

/** How many events there have been; never fewer than before. */
function events({ metric, labels, profile, replica, elapsed }: Series): number {
  const own = 0.75 + 0.5 * share(identity(metric, labels, replica));
  return USUAL_RATE * own * (profile.traffic?.(metric, labels) ?? 1) * elapsed;
}

function histogram(series: Series): readonly string[] {
  const { metric, labels, profile } = series;
  const bounds = boundsOf(metric, labels);
  const parts = shares(bounds.length + 1, profile.peak?.(metric, labels));
  // Each bucket counts for itself before they are added up: so they agree in their growth, too.
  const counts = parts.map((part) => Math.floor(part * events(series)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return [
    ...runningSums(counts).map((count, i) =>
      sample(`${metric.name}_bucket`, { ...labels, le: goFloat(bounds[i] ?? Infinity) }, count),
    ),
    sample(`${metric.name}_sum`, labels, meanOf(bounds, parts) * total),
    sample(`${metric.name}_count`, labels, total),
  ];
}

/** Go's client writes bounds so; it is Prometheus that stores `1` as `1.0`. */
const goFloat = (bound: number): string => leText(bound).replace(/\.0$/, '');

function level({ metric, labels, profile, replica, elapsed }: Series): number {
  const told = profile.level?.(metric, labels);
  if (told !== undefined) return told;
  if (labels.le !== undefined) return baseline(metric, labels, profile);
  const [low, high] = RANGES[metric.unit] ?? [1, 2];
  // A slow wave, of a phase of its own.
  const wave = (1 + Math.sin(elapsed / 60 + 6 * share(identity(metric, labels, replica)))) / 2;
  return low + (high - low) * wave;
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
function baseline(metric: MetricSpec, labels: Labels, profile: Profile): number {
  const { le, ...rest } = labels;
  const siblings = combinations(metric, profile).filter((other) =>
    Object.entries(rest).every(([label, value]) => other[label] === value),
  );
  const index = siblings.findIndex((other) => other.le === le);
  return runningSums(shares(siblings.length, profile.peak?.(metric, labels)))[index] ?? 1;
}

const identity = ({ name }: MetricSpec, labels: Labels, replica: string): string =>
  [name, replica, ...Object.values(labels)].join('|');

/** One line of the text format. */
function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}
