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

export function table(rows: readonly Row[]): string {
  const lines = [
    HEADINGS,
    ...rows.map(({ scenario, sent, expected, kept, lost, counted }) => [
      scenario,
      `${sent}`,
      expected,
      `${kept}`,
      `${lost}`,
      counted,
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
