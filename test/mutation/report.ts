import type { Result } from './campaign';
import type { Equivalence } from './equivalence';
import { KINDS, type Mutant } from './mutants';

export interface Excluded {
  readonly mutant: Mutant;
  readonly because: Equivalence;
}

export interface Outcome {
  readonly results: readonly Result[];
  readonly excluded: readonly Excluded[];
  /** Recordings that are not mutated, since neither an alert nor an objective reads them. */
  readonly unread: readonly string[];
}

const isCaught = ({ outcome }: Result): boolean => outcome !== 'survived';

/** Of all that were tried, the excluded ones left out; one if there were none. */
export const share = (results: readonly Result[]): number =>
  results.length === 0 ? 1 : results.filter(isCaught).length / results.length;

/** Rounded down, so that it never says more than was reached. */
export const percent = (part: number): string => `${Math.floor(part * 1000) / 10} %`;

export function reportText({ results, excluded, unread }: Outcome): string {
  const survivors = results.filter((result) => !isCaught(result));
  const rowsBy = (of: (mutant: Mutant) => string, keys: readonly string[]): readonly Row[] =>
    keys.map((key) =>
      row(
        key,
        results.filter(({ mutant }) => of(mutant) === key),
        excluded.filter(({ mutant }) => of(mutant) === key).length,
      ),
    );
  const groups = [...new Set([...results, ...excluded].map(({ mutant }) => mutant.place.group))];
  const all = row('all', results, excluded.length);
  return [
    table('kind of change', [...rowsBy(({ kind }) => kind, KINDS), all]),
    table('rule group', [...rowsBy(({ place }) => place.group, groups), all]),
    ...section('Not mutated, since neither an alert nor an objective reads them:', unread),
    ...section('Excluded, since they change nothing:', excludedLines(excluded)),
    ...section('Survived:', survivors.map(survivorLine)),
    verdictLine(results),
  ].join('\n\n');
}

export function verdictLine(results: readonly Result[]): string {
  const caught = results.filter(isCaught).length;
  return `${results.length} mutants, ${caught} caught (${percent(share(results))}), ${results.length - caught} survived`;
}

export function asJson({ results, excluded, unread }: Outcome): object {
  const plain = ({ place, title, kind, was, now, rule }: Mutant) => ({ ...place, title, kind, was, now, rule });
  return {
    mutants: results.map(({ mutant, ...result }) => ({ ...plain(mutant), ...result })),
    excluded: excluded.map(({ mutant, because: { name, why } }) => ({ ...plain(mutant), name, why })),
    unread,
  };
}

export const lineOf = ({ mutant: { place, title, kind, was, now, edit } }: { readonly mutant: Mutant }): string =>
  `${place.group} / ${title}: ${kind}${edit ? ` at character ${edit.from}` : ''}: ${was} → ${now}`;

const survivorLine = (result: Result): string =>
  `${lineOf(result)}${result.isCutShort ? ' (slower tests were not run)' : ''}`;

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [[heading, ...lines.map((line) => `  ${line}`)].join('\n')];

const excludedLines = (excluded: readonly Excluded[]): readonly string[] =>
  [...new Set(excluded.map(({ because }) => because))].map(({ name, why }) => {
    const count = excluded.filter(({ because }) => because.name === name).length;
    return `${count} × ${name}: ${why}`;
  });

interface Row {
  readonly key: string;
  readonly cells: readonly string[];
}

const row = (key: string, results: readonly Result[], excluded: number): Row => {
  const caught = results.filter(isCaught);
  const late = caught.filter(({ outcome }) => outcome === 'timed out').length;
  const survived = results.length - caught.length;
  const counts = [results.length, caught.length, late, survived, excluded].map(String);
  return { key, cells: [...counts, results.length === 0 ? '' : percent(share(results))] };
};

const COLUMNS = ['mutants', 'caught', 'by time', 'survived', 'excluded', 'caught'];

function table(title: string, rows: readonly Row[]): string {
  const width = Math.max(title.length, ...rows.map(({ key }) => key.length));
  const line = (key: string, cells: readonly string[]): string =>
    [key.padEnd(width), ...cells.map((cell, i) => cell.padStart(COLUMNS[i]?.length ?? 0))].join('  ').trimEnd();
  return [line(title, COLUMNS), ...rows.map(({ key, cells }) => line(key, cells))].join('\n');
}
