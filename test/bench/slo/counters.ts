import { DAY, MINUTE, SCRAPE_INTERVAL, SECOND } from './clock';
import type { Load } from './load';
import { poisson, uniform } from './random';

/** One scrape of one counter. */
export interface Sample {
  readonly time: number;
  readonly value: number;
}

/** A counter of one model on one pod. */
export interface CounterSeries {
  readonly labels: Readonly<Record<'model' | 'version' | 'pod' | 'result', string>>;
  readonly bad: boolean;
  /** Its samples from a time up to another, in order; the counter begins at 0. */
  readonly samples: (load: Load, from: number, to: number) => Generator<Sample>;
}

export const MODELS = [
  'yield_predictor',
  'binning_optimizer',
  'failure_classifier',
  'outlier_detector',
  'wafer_pattern',
] as const;
export const PODS = 5;
const SERVED_BY = MODELS.length * PODS;

/** Each pod has one model of which no request ever fails: its error counter is there and stays at 0. */
const neverFails = (model: number, pod: number): boolean => model === pod;
/** So the others fail more often. */
const FAILING_MORE = SERVED_BY / (SERVED_BY - PODS);

/** A pod restarts now and then; its counters begin anew, and while it is away it serves nobody. */
const RESTARTS_EVERY = 8 * DAY;
const AWAY = MINUTE;

/** Five models on five pods, each with a counter of successes and one of errors: 50 series. */
export const COUNTERS: readonly CounterSeries[] = MODELS.flatMap((_, model) =>
  Array.from({ length: PODS }, (__, pod) => [counter(model, pod, 'success'), counter(model, pod, 'error')]).flat(),
);

function counter(model: number, pod: number, result: 'success' | 'error'): CounterSeries {
  const bad = result === 'error';
  const failing = (load: Load, time: number): number =>
    neverFails(model, pod) ? 0 : FAILING_MORE * load.failing(time);
  const share = (load: Load, time: number): number => (bad ? failing(load, time) : 1 - failing(load, time));
  return {
    labels: { model: MODELS[model] ?? '', version: 'v1.0', pod: `yield-predictor-${pod}`, result },
    bad,
    samples: (load, from, to) => {
      const perSecond = (time: number): number => (load.requests(time) / SERVED_BY) * share(load, time);
      return samples({ seed: (model * PODS + pod) * 2 + (bad ? 1 : 0), pod, from, to, perSecond });
    },
  };
}

interface Counting {
  readonly seed: number;
  readonly pod: number;
  readonly from: number;
  readonly to: number;
  readonly perSecond: (time: number) => number;
}

function* samples({ seed, pod, from, to, perSecond }: Counting): Generator<Sample> {
  const next = uniform(seed);
  // Pods are not scraped all at once. Eighths of seconds are binary fractions: no reader rounds them.
  const offset = 2_875 * pod + 125;
  let value = 0;
  for (let scrape = from; scrape < to; scrape += SCRAPE_INTERVAL) {
    const time = scrape + offset;
    const up = sinceRestart(scrape, pod);
    if (up < AWAY) {
      value = 0;
      continue;
    }
    value += poisson((perSecond(scrape) * SCRAPE_INTERVAL) / SECOND, next);
    yield { time, value };
  }
}

/** Time since the pod went away; pods do so one day after another. */
const sinceRestart = (time: number, pod: number): number => (time - pod * DAY) % RESTARTS_EVERY;
