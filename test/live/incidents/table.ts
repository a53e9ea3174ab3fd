import { textTable } from '../harness/text-table';
import type { Case } from './case';
import type { Verdict } from './verdict';

const HEADINGS = ['incident', 'expected', 'within', 'got', 'over', 'pages', 'also fired', ''] as const;

interface Row {
  readonly of: Case;
  readonly verdict: Verdict;
}

/** The verdicts as a table of text: minutes from the beginning of each incident, and from its end. */
export function table(rows: readonly Row[]): string {
  const lines = rows.flatMap((row) =>
    outcomes(row).map((cells, i) => [i === 0 ? row.of.incident : '', ...cells, ...(i === 0 ? verdictOf(row) : [])]),
  );
  return textTable(HEADINGS, lines);
}

/** Of what was expected: until when, and what came of it. */
const outcomes = ({ verdict }: Row): readonly (readonly string[])[] =>
  verdict.outcomes.length === 0
    ? [['nothing', '', '', '']]
    : verdict.outcomes.map(({ expected, fired, resolved }) => [
        `${expected.alert} (${expected.severity})`,
        `${expected.within}`,
        minutes(fired),
        minutes(resolved),
      ]);

const verdictOf = ({ verdict: { pages, others, problems } }: Row): readonly string[] => [
  `${pages.length}`,
  others.join(', '),
  problems.length === 0 ? 'ok' : 'NOT OK',
];

const minutes = (value: number | undefined): string => value?.toFixed(1) ?? '–';
