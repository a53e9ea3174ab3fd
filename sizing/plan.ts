import type { Demand } from './demand';
import type { Buffered, Sizes, Stored } from './size';

/** How one figure comes about: in words, where that is from, and the function itself. */
export interface Figure {
  readonly formula: string;
  /** A document, or `estimate` with its reason where nobody has published one. */
  readonly source: string;
  readonly of: (demand: Demand) => number;
}

/** How a component's size follows from what is demanded. */
export interface Plan {
  readonly title: string;
  /** Where the component runs. */
  readonly runs: 'everywhere' | 'single' | 'replicated';
  /**
   * `reserved`: its memory limit is its request. A store that is killed replays its log for minutes, and on a node that is
   * short of memory the kernel kills first what uses more than it requested. `shared`: it may use twice its request.
   */
  readonly memoryIs: 'reserved' | 'shared';
  readonly replicas: Figure;
  /** What a replica is promised, in cores. */
  readonly cpu: Figure;
  /** What a replica is promised, in bytes. */
  readonly memory: Figure;
}

export interface StoredPlan extends Plan {
  /** What a replica has on its volume, in bytes; the volume is larger, so that no more than 85 % of it fills. */
  readonly volume: Figure;
}

export interface BufferedPlan extends StoredPlan {
  /** How many traces a replica has room for. */
  readonly buffer: Figure;
}

export type Plans = {
  readonly [C in keyof Sizes]: Sizes[C] extends Buffered ? BufferedPlan : Sizes[C] extends Stored ? StoredPlan : Plan;
};

/** A figure that does not grow. */
export const always = (value: number, formula: string, source: string): Figure => ({
  formula,
  source,
  of: () => value,
});

export const ONE: Figure = always(1, '1', 'one is enough: it is back within minutes');

export const ONE_A_NODE: Figure = always(1, '1 on each node', 'a DaemonSet');

/** @param replicated how many where nothing may be lost with a node */
export const oneOr = (replicated: number, source: string): Figure => ({
  formula: `${replicated} where replicated, else 1`,
  source,
  of: (demand) => (demand.replicated ? replicated : 1),
});
