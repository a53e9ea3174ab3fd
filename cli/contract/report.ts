import { styleText } from 'node:util';
import { FORMAT_TITLES, type Format } from './format';
import { isBroken, some, type Finding } from './finding';

/** One comparison, for people and for programs. */
export interface Outcome {
  readonly workload: string;
  /** The job of the exporter. */
  readonly exporter: string;
  readonly source: string;
  readonly format: Format;
  /** How many metrics the exporter is declared to emit. */
  readonly declared: number;
  /** How many series there are in the exposition. */
  readonly series: number;
  readonly findings: readonly Finding[];
}

export const holds = ({ findings }: Outcome): boolean => !findings.some(isBroken);

export const json = (outcome: Outcome): string =>
  `${JSON.stringify(
    {
      ...outcome,
      holds: holds(outcome),
      findings: outcome.findings.map((finding) => ({ ...finding, broken: isBroken(finding) })),
    },
    null,
    2,
  )}\n`;

/** A line where the contract holds, else a table of what breaks it; in either, notes come last. */
export function text(outcome: Outcome, colour: boolean): string {
  const broken = outcome.findings.filter(isBroken);
  const notes = outcome.findings.filter((finding) => !isBroken(finding));
  const what = `${outcome.exporter === outcome.workload ? '' : `${outcome.exporter} of `}${outcome.workload}`;
  if (broken.length === 0) {
    const size = `${counted(outcome.declared, 'metric')}, ${outcome.series.toLocaleString('en-US')} series`;
    return `${what} keeps its contract: ${size} (${FORMAT_TITLES[outcome.format]})${aside(notes)}\n`;
  }
  return [
    `${what} breaks its contract: ${counted(broken.length, 'finding')} in ${outcome.source} (${FORMAT_TITLES[outcome.format]})\n`,
    ...table(broken, colour),
    ...(broken.some(({ finding }) => finding === 'missing metric') ? [`\n${FROM_THE_START}`] : []),
    ...(notes.length > 0 ? [`\nWorth knowing${aside(notes).replace(/^;/, ':')}`] : []),
    '',
  ].join('\n');
}

const FROM_THE_START =
  'What only comes with its first event must be there from the start, as 0: a rate needs a value before it.';

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const NOTES_SHOWN = 10;

/** `; not in the catalog: a, b; no series yet: c`, or nothing. */
function aside(notes: readonly Finding[]): string {
  const kinds = [...new Set(notes.map(({ finding }) => finding))];
  return kinds
    .map((kind) => {
      const same = notes.filter(({ finding }) => finding === kind);
      const told = same.map(({ metric, found }) => (kind === 'many series' ? `${metric} (${found})` : metric));
      return `; ${kind}: ${some(told, NOTES_SHOWN)}`;
    })
    .join('');
}

const COLUMNS = ['metric', 'finding', 'expected', 'found'] as const;

function table(findings: readonly Finding[], colour: boolean): readonly string[] {
  const head = Object.fromEntries(COLUMNS.map((column) => [column, column.toUpperCase()])) as Record<
    (typeof COLUMNS)[number],
    string
  >;
  const rows = [head, ...findings];
  const widths = COLUMNS.map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row, r) =>
    COLUMNS.map((column, c) => {
      const cell = c === COLUMNS.length - 1 ? row[column] : row[column].padEnd(widths[c] ?? 0);
      return colour ? styled(cell, column, r === 0) : cell;
    })
      .join('  ')
      .trimEnd(),
  );
}

/** Colour says nothing that words do not say. */
function styled(cell: string, column: string, head: boolean): string {
  if (head) return styleText('bold', cell);
  return column === 'finding' ? styleText('red', cell) : cell;
}
