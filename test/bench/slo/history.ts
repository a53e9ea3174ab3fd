import type { RenderedRule } from '../../live/harness/rendered';
import { isRecording, type Group, type RuleSet } from './rule-set';
import { reads } from './selectors';

/** A recording that rules of the same set read, with what must have been written when they are evaluated. */
export interface Past {
  readonly group: Group;
  readonly rule: RenderedRule & { readonly record: string };
  /** How far back its series must go, in milliseconds. */
  readonly back: number;
}

export interface History {
  /** Recordings in steps: those of one step read only raw series and what earlier steps have written. */
  readonly steps: readonly (readonly Past[])[];
  /** Recorded series that also read what reads them: no order of steps has both. They must turn out to be empty. */
  readonly circular: readonly string[];
}

/** What of a rule set's own series is read when all of its rules are evaluated once. */
export function history(set: RuleSet): History {
  const written = set.groups.flatMap((group) => group.rules.filter(isRecording).map((rule) => ({ group, rule })));
  const names = [...new Set(written.map(({ rule }) => rule.record))];
  const sources = (record: string): readonly string[] =>
    written
      .filter(({ rule }) => rule.record === record)
      .flatMap(({ rule }) => reads(rule.expr).map(({ name }) => name))
      .filter((name) => names.includes(name));
  const { order, circular } = sourcesFirst(names, sources);
  const back = distances(set, order);
  const level = levels(order, sources);
  const steps: Past[][] = [];
  for (const { group, rule } of written) {
    const length = back.get(rule.record);
    if (length !== undefined) (steps[level.get(rule.record) ?? 0] ??= []).push({ group, rule, back: length });
  }
  return { steps: steps.filter((step) => step.length > 0), circular };
}

/** The names, those that are read before those that read them; and the names by which that was cut short. */
function sourcesFirst(
  names: readonly string[],
  sources: (record: string) => readonly string[],
): { readonly order: readonly string[]; readonly circular: readonly string[] } {
  const order: string[] = [];
  const circular = new Set<string>();
  const visit = (name: string, readers: readonly string[]): void => {
    if (readers.includes(name)) circular.add(name);
    if (readers.includes(name) || order.includes(name)) return;
    for (const source of sources(name)) visit(source, [...readers, name]);
    order.push(name);
  };
  for (const name of names) visit(name, []);
  return { order, circular: [...circular] };
}

/** How far back each name is read from now, by rules evaluated now and by the past values that those read. */
function distances(set: RuleSet, order: readonly string[]): ReadonlyMap<string, number> {
  const back = new Map<string, number>();
  const rules = set.groups.flatMap((group) => group.rules);
  const readBy = rules.map(({ record, expr }) => ({ record, of: reads(expr) }));
  for (const name of order.toReversed()) {
    const lengths = readBy.flatMap(({ record, of }) =>
      of
        .filter((read) => read.name === name)
        .map((read) => read.back + (record === undefined ? 0 : (back.get(record) ?? 0))),
    );
    if (lengths.length > 0) back.set(name, Math.max(...lengths));
  }
  return back;
}

/** The step in which each name can be written: after all that it reads and that stands before it in the order. */
function levels(order: readonly string[], sources: (record: string) => readonly string[]): ReadonlyMap<string, number> {
  const level = new Map<string, number>();
  for (const name of order) {
    level.set(name, Math.max(0, ...sources(name).map((source) => (level.get(source) ?? -1) + 1)));
  }
  return level;
}
