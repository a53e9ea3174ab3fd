import type { Time } from '../../../simulator/time';

/** A moment at which the state of an alert changed. */
export interface Change {
  readonly time: Time;
  readonly state: 'pending' | 'firing' | 'inactive';
  readonly labels: Readonly<Record<string, string>>;
  /** What the expression of its rule yields. */
  readonly value?: string;
}

export interface Replayed {
  readonly changes: readonly Change[];
  /** Rules that could not be evaluated, and why. */
  readonly failures: readonly string[];
  readonly samples: number;
  readonly series: number;
  readonly evaluations: number;
}

type Line = Partial<Omit<Change, 'time'> & Omit<Replayed, 'changes' | 'failures'>> & {
  readonly time?: number;
  readonly rule?: string;
  readonly error?: string;
};

/** What the program `replay` says, line by line; the last one is of totals. */
export function reportOf(texts: readonly string[]): Replayed {
  const lines = texts.map((text) => JSON.parse(text) as Line);
  const totals = lines.at(-1);
  return {
    changes: lines.flatMap(({ time, state, labels, value }) =>
      time === undefined || state === undefined || labels === undefined
        ? []
        : [{ time: time / 1000, state, labels, ...(value !== undefined && { value }) }],
    ),
    failures: lines.flatMap(({ rule, error }) => (rule === undefined ? [] : [`${rule}: ${error ?? ''}`])),
    samples: totals?.samples ?? 0,
    series: totals?.series ?? 0,
    evaluations: totals?.evaluations ?? 0,
  };
}
