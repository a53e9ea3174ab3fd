import { textTable } from '../harness/text-table';

/** What came of the traces of a scenario, or of a kind in it. */
export interface Row {
  readonly scenario: string;
  readonly sent: number;
  /** How many must be kept, or between how many. */
  readonly expected: string;
  /** Whole, with each of their spans. */
  readonly kept: number;
  /** Of what had to be kept. */
  readonly lost: number;
  /** The metric that says how many were kept or lost, and what it said. */
  readonly counted: string;
}

const HEADINGS = ['scenario', 'sent', 'expected', 'kept', 'lost', 'counted by'] as const;

export const table = (rows: readonly Row[]): string =>
  textTable(
    HEADINGS,
    rows.map(({ scenario, sent, expected, kept, lost, counted }) => [
      scenario,
      `${sent}`,
      expected,
      `${kept}`,
      `${lost}`,
      counted,
    ]),
  );
