import { milliseconds, type Duration } from '../../../promql';
import type { Sample } from './counters';

/** What raw counters themselves say of windows that end at one time, to the last event. */
export interface ExactRatios {
  /** Takes the samples of one counter, in their order. */
  readonly counter: (bad: boolean) => (sample: Sample) => void;
  /** The share of bad events among all within (end − window, end]. */
  readonly ratio: (window: Duration) => number;
}

/**
 * Adds up by how much counters grew from each sample to the next. An increase belongs to the time of the later sample. After
 * a reset a counter has grown from zero.
 */
export function exactRatios(end: number, windows: readonly Duration[]): ExactRatios {
  const sums = windows.map((window) => ({ window, after: end - milliseconds(window), all: 0, bad: 0 }));
  return {
    counter: (bad) => {
      let previous: number | undefined;
      return ({ time, value }) => {
        const increase = previous === undefined ? 0 : increaseOf(previous, value);
        previous = value;
        if (time > end) return;
        for (const sum of sums) {
          if (time <= sum.after) continue;
          sum.all += increase;
          if (bad) sum.bad += increase;
        }
      };
    },
    ratio: (window) => {
      const sum = sums.find((candidate) => candidate.window === window);
      if (!sum) throw new Error(`nobody counted the window ${window}`);
      return sum.bad / sum.all;
    },
  };
}

const increaseOf = (previous: number, value: number): number => (value < previous ? value : value - previous);
