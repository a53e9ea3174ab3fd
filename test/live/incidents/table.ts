import type { Case } from './case';
import type { Verdict } from './verdict';

const HEADINGS = ['incident', 'expected', 'within', 'got', 'over', 'pages', 'also fired', ''] as const;

/** The verdicts as a table of text: minutes from the beginning of each incident, and from its end. */
export function table(rows: readonly { readonly of: Case; readonly verdict: Verdict }[]): string {
  const lines = rows.flatMap(({ of, verdict }) =>
    verdict.outcomes.map(({ expected, fired, resolved }, i) => [
      i === 0 ? of.incident : '',
      `${expected.alert} (${expected.severity})`,
      `${expected.within}`,
      minutes(fired),
      minutes(resolved),
      i === 0 ? `${verdict.pages.length}` : '',
      i === 0 ? verdict.others.join(', ') : '',
      i === 0 ? (verdict.problems.length === 0 ? 'ok' : 'NOT OK') : '',
    ]),
  );
  const all = [[...HEADINGS], ...lines];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const minutes = (value: number | undefined): string => value?.toFixed(1) ?? '–';
