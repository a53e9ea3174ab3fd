import type { Example, ExampleSeries } from '../../../signals';

/** How things go for a while. */
export interface Phase {
  readonly seconds: number;
  /** The share of events that are bad. For time slices, whether it is bad: 0 or more. */
  readonly bad: number;
  /** Events per second; default: 100. */
  readonly perSecond?: number;
  /**
   * `gap`: scrapes are lost while events go on. `gone`: the targets are, and start from zero when they are back.
   * `reset`: counters start from zero at the beginning of the phase.
   */
  readonly fault?: 'gap' | 'gone' | 'reset';
}

const PER_SECOND = 100;

export const healthy = (seconds: number): Phase => ({ seconds, bad: 0 });
export const burning = (seconds: number, bad: number): Phase => ({ seconds, bad });

export const lengthOf = (phases: readonly Phase[]): number => phases.reduce((sum, { seconds }) => sum + seconds, 0);

export interface Input {
  readonly series: string;
  readonly values: string;
}

/**
 * The phases as the example's own series, in promtool's notation. What never happens has no series, as a counter that
 * nothing has incremented yet.
 * @param step seconds between samples; every phase is a multiple of it
 */
export const inputs = ({ series }: Example, phases: readonly Phase[], step: number): readonly Input[] =>
  series
    .filter((one) => one.kind === 'gauge' || phases.some((phase) => levelIn(one, phase) > 0))
    .map((one) => ({ series: one.series, values: values(one, phases, step) }));

const PODS = ['a', 'b'] as const;
export const REPLICAS = PODS.length;

/** The same from each of some replicas: events are so many times as many, and shares stay as they are. */
export const replicas = (inputs: readonly Input[]): readonly Input[] =>
  PODS.flatMap((pod) =>
    inputs.map(({ series, values: same }) => ({ series: series.replace(/}$/, `, pod="${pod}"}`), values: same })),
  );

const levelIn = ({ level }: ExampleSeries, { bad, perSecond = PER_SECOND }: Phase): number => level(perSecond, bad);

function values(series: ExampleSeries, phases: readonly Phase[], step: number): string {
  // A counter begins at zero; a gauge that began at once would have been looked at once more than events are.
  const start = { value: 0, parts: [series.kind === 'gauge' ? '_' : textOf(series)(0)] };
  return phases
    .reduce(({ value, parts }, phase) => {
      const count = Math.round(phase.seconds / step);
      const next = series.kind === 'gauge' ? gauge(series, phase, count) : counter(series, phase, count, step, value);
      return { value: next.value, parts: [...parts, next.text] };
    }, start)
    .parts.join(' ');
}

interface Part {
  readonly text: string;
  readonly value: number;
}

const GONE = (count: number): string => (count > 1 ? `stale _x${count - 1}` : 'stale');

function gauge(series: ExampleSeries, phase: Phase, count: number): Part {
  if (phase.fault === 'gone') return { text: GONE(count), value: 0 };
  if (phase.fault === 'gap') return { text: `_x${count}`, value: 0 };
  return { text: run(series, levelIn(series, phase), 0, count), value: 0 };
}

function counter(series: ExampleSeries, phase: Phase, count: number, step: number, before: number): Part {
  if (phase.fault === 'gone') return { text: GONE(count), value: 0 };
  const increment = exact(levelIn(series, phase) * step);
  const from = phase.fault === 'reset' ? 0 : before;
  const text = phase.fault === 'gap' ? `_x${count}` : run(series, from + increment, increment, count);
  return { text, value: from + increment * count };
}

const run = (series: ExampleSeries, from: number, increment: number, count: number): string =>
  `${textOf(series)(from)}+${textOf(series)(increment)}x${count - 1}`;

const textOf = ({ text = String }: ExampleSeries) => text;

/**
 * To the next fraction of a power of two: promtool adds increments up one by one, and where binary noise made the sum a
 * little more than where the next phase begins, the counter would seem to have started anew.
 */
const exact = (value: number): number => Math.round(value * FRACTION) / FRACTION;
const FRACTION = 2 ** 24;
