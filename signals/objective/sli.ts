import type { AnyVector, Window } from '../../promql';
import type { Example } from './example-series';

/**
 * What an objective counts, by the labels `labels`.
 * `events`: bad or good ones of all, per second over a window; their unit is the same.
 * `time`: whether now is bad (1) or not (0), at every evaluation.
 */
export type Sli = EventsSli | TimeSli;

interface Common {
  readonly labels: readonly string[];
  /** Has a series wherever there is data now: what tells "no events" from "no data". */
  readonly present: AnyVector;
  /** Series of its own metrics, from which the objective's tests are made. */
  readonly example: Example;
}

export interface EventsSli extends Common {
  readonly kind: 'events';
  readonly all: (window: Window) => AnyVector;
  /** The bad ones of them, or the good ones, whichever is measured. May have no series where there were none. */
  readonly counts: 'bad' | 'good';
  readonly counted: (window: Window) => AnyVector;
}

export interface TimeSli extends Common {
  readonly kind: 'time';
  /** Series only where it is bad now; their value does not matter. */
  readonly bad: AnyVector;
}
