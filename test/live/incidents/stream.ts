import { noise, uniform } from '../../../simulator/random';
import type { Sample } from '../../../simulator/series';
import type { Target } from '../../../simulator/target';
import type { Time } from '../../../simulator/time';

/** A stretch of simulated time that is scraped, and from some moment on judged. */
export interface Stretch {
  readonly seed: number;
  readonly from: Time;
  /** When rules begin to leave their series every five minutes, for others that look back. Default: when they judge. */
  readonly recorded?: Time;
  /** From when on every group is evaluated as often as it says. */
  readonly judged: Time;
  readonly to: Time;
}

type Value = Sample | undefined;

/** What the scraper itself writes for each target, whether it answers or not. */
interface Scraped {
  readonly name: string;
  readonly value: (scrape: { readonly answers: boolean; readonly samples: number; readonly chance: number }) => number;
}

export const SCRAPED: readonly Scraped[] = [
  { name: 'up', value: ({ answers }) => Number(answers) },
  { name: 'scrape_duration_seconds', value: ({ chance }) => 0.02 + 0.01 * chance },
  { name: 'scrape_samples_scraped', value: ({ samples }) => samples },
  { name: 'scrape_samples_post_metric_relabeling', value: ({ samples }) => samples },
  { name: 'scrape_series_added', value: () => 0 },
];

/**
 * All scrapes of a stretch of time as the program `replay` reads them: series first, then every scrape at its target's own offset
 * within the interval, as Prometheus spreads them.
 */
export function* scrapes(targets: readonly Target[], stretch: Stretch): Generator<string> {
  const jobs = targets.map((target, i) => ({ ...job(target, i, stretch) }));
  for (const { declaration } of jobs) yield declaration;
  for (;;) {
    const next = jobs.reduce((first, other) => (other.next < first.next ? other : first));
    if (next.next >= stretch.to) return;
    yield next.line(next.next);
    next.next += next.interval;
  }
}

function job(target: Target, index: number, { seed, from }: Stretch) {
  const { labels, series, interval } = target;
  const names = [...SCRAPED.map(({ name }) => ({ name, labels: {} })), ...series];
  const sets = names.map(({ name, labels: own }) => there({ __name__: name, ...labels, ...own }));
  const jitter = noise(seed, labels.instance, 'scrape');
  return {
    interval,
    next: Math.round((from + interval * uniform(seed, labels.job, labels.instance)) * 1000) / 1000,
    declaration: `series\t${index}\t${JSON.stringify(sets)}\n`,
    line: (t: Time) => `scrape\t${index}\t${Math.round(t * 1000)}\t${values(target, t, jitter).map(text).join(' ')}\n`,
  };
}

/** A label that is empty is none. */
const there = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));

function values(target: Target, t: Time, jitter: (index: number) => number): readonly Value[] {
  const nothing = target.series.map(() => undefined);
  if (!target.exists(t)) return [...SCRAPED.map(() => undefined), ...nothing];
  const answers = target.answers(t);
  const samples = answers ? target.series.map((series) => series.value(t)) : nothing;
  const scrape = { answers, samples: samples.filter((value) => value !== undefined).length, chance: jitter(t) };
  return [...SCRAPED.map(({ value }) => value(scrape)), ...samples];
}

function text(value: Value): string {
  if (value === undefined) return '_';
  if (typeof value === 'number') return String(value);
  const { schema, first, counts, sum } = value;
  return `${schema}:${first}:${sum}:${counts.join(',')}`;
}

/** In characters. */
const CHUNK = 1 << 18;

/** Fewer, larger pieces. */
export function* chunks(lines: Iterable<string>, size = CHUNK): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < size) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
