import { numberOf } from './records';

/** Numbers of records that were written one after another, and what happened meanwhile. */
export interface Phase {
  readonly name: string;
  readonly from: number;
  /** The first that is no longer of it. */
  readonly to: number;
}

/** What came of the records of a phase. */
export interface Row {
  readonly phase: string;
  readonly sent: number;
  /** Different ones. */
  readonly stored: number;
  /** Stored once more. */
  readonly repeated: number;
  readonly lost: number;
}

export function tally(phases: readonly Phase[], lines: readonly string[]): readonly Row[] {
  const times = new Map<number, number>();
  for (const line of lines) {
    const i = numberOf(line);
    times.set(i, (times.get(i) ?? 0) + 1);
  }
  return phases.map(({ name, from, to }) => {
    const found = [...times].filter(([i]) => i >= from && i < to);
    const all = found.reduce((sum, [, count]) => sum + count, 0);
    const sent = to - from;
    return { phase: name, sent, stored: found.length, repeated: all - found.length, lost: sent - found.length };
  });
}

const COLUMNS = ['sent', 'stored', 'repeated', 'lost'] as const;

export function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ phase }) => phase.length));
  const line = (name: string, values: readonly (string | number)[]): string =>
    [name.padEnd(width), ...values.map((value) => String(value).padStart(8))].join('  ');
  return [
    line('', COLUMNS),
    ...rows.map((row) =>
      line(
        row.phase,
        COLUMNS.map((column) => row[column]),
      ),
    ),
  ].join('\n');
}
