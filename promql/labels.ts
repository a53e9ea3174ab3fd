import { PromqlError } from './error';
import type { Refused } from './refused';
import { checkValue, escapeRegex } from './values';

/** A label whose values are not known beforehand (a version, a GPU's id). */
export const any: unique symbol = Symbol('any value');

/** The labels of a metric: each with its values as literals, or {@link any}. */
export type LabelSpec = Readonly<Record<string, readonly string[] | typeof any>>;

/** What a metric declares that has no labels of its own; the constraint alone would let it have any. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- an object without keys is what is meant
export type NoLabels = Readonly<Record<never, never>>;

/** Labels that Prometheus adds to whatever it scrapes through a ServiceMonitor. */
export const TARGET_LABELS = ['namespace', 'job', 'service', 'endpoint', 'pod', 'container', 'instance'] as const;
export type TargetLabel = (typeof TARGET_LABELS)[number];

/** The label names that a scraped metric carries: its own and the target's. */
export type NamesOf<L extends LabelSpec> = (keyof L & string) | TargetLabel;

type ValueOf<Values> = Values extends readonly (infer V extends string)[] ? V : string;

/** Everything but one value. */
export interface Not<V extends string> {
  readonly not: V;
}
export const not = <const V extends string>(value: V): Not<V> => ({ not: value });

/** Everything but these values. */
export interface NoneOf<V extends string> {
  readonly noneOf: readonly V[];
}
export const noneOf = <const V extends string>(...values: readonly V[]): NoneOf<V> => ({ noneOf: values });

/** One value, several (any of them), all but one, or all but several. */
export type Wanted<V extends string> = V | readonly V[] | Not<V> | NoneOf<V>;

/** What `where()` takes: only labels the metric has, and only values the label has. */
export type Where<L extends LabelSpec> = { readonly [K in keyof L]?: Wanted<ValueOf<L[K]>> } & {
  readonly [K in TargetLabel]?: Wanted<string>;
};

/**
 * Refuses `labels: { model: MODELS }` where MODELS was declared without `as const`: its values have widened to
 * string, and a misspelt value would compile.
 */
export type Literal<L extends LabelSpec> = {
  readonly [K in keyof L]: L[K] extends readonly string[]
    ? string extends L[K][number]
      ? Refused<"label values have widened to string[]: declare the list 'as const'">
      : L[K]
    : L[K];
};

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** @throws PromqlError for what Prometheus would take only in quotes. */
export function checkLabelName(label: string): string {
  if (LABEL_NAME.test(label) && !label.startsWith('__')) return label;
  throw new PromqlError(`'${label}' is no label name: letters, digits and _ only, not starting with __`);
}

/** The same labels. @throws PromqlError for one given twice, which is a slip: another label was meant. */
export function checkOnce<K extends string>(what: string, labels: readonly K[]): readonly K[] {
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) throw new PromqlError(`${what} names label '${twice}' twice: name each once`);
  return labels;
}

export function checkLabelSpec(metric: string, spec: LabelSpec): void {
  for (const label of Object.keys(spec)) {
    if (!LABEL_NAME.test(label) || label.startsWith('__')) {
      throw new PromqlError(`${metric}: '${label}' is no label name: letters, digits and _ only, not starting with __`);
    }
    if ((TARGET_LABELS as readonly string[]).includes(label)) {
      throw new PromqlError(`${metric}: label '${label}' is set by the scrape; a metric must not declare it`);
    }
  }
}

function matcher(label: string, wanted: Wanted<string>): Matcher {
  if (typeof wanted === 'string') return { label, op: '=', value: wanted };
  if ('not' in wanted) return { label, op: '!=', value: wanted.not };
  if ('noneOf' in wanted) return { label, op: '!~', value: alternatives(wanted.noneOf) };
  return { label, op: '=~', value: alternatives(wanted) };
}

const alternatives = (values: readonly string[]): string => values.map(escapeRegex).join('|');

function valuesOf(wanted: Wanted<string>): readonly string[] {
  if (typeof wanted === 'string') return [wanted];
  if ('not' in wanted) return [wanted.not];
  return 'noneOf' in wanted ? wanted.noneOf : wanted;
}

/** @throws PromqlError where one label would have to equal two values: nothing does. */
export function together(metric: string, before: readonly Matcher[], more: readonly Matcher[]): readonly Matcher[] {
  const all = [...before, ...more];
  const equal = all.filter(({ op }) => op === '=');
  const both = equal.find(({ label, value }) => equal.some((other) => other.label === label && other.value !== value));
  if (both)
    throw new PromqlError(
      `${metric}: label '${both.label}' cannot equal two values at once; it is '${both.value}' already`,
    );
  return all;
}

/** Matchers in the order written. @throws PromqlError for a label that is not there or a value that it never has. */
export function matchers(
  metric: string,
  labels: readonly string[],
  spec: LabelSpec,
  where: Readonly<Record<string, Wanted<string> | undefined>>,
): readonly Matcher[] {
  return Object.entries(where).flatMap(([label, wanted]) => {
    if (wanted === undefined) return [];
    if (!labels.includes(label)) {
      throw new PromqlError(`${metric} has no label '${label}'; it has ${labels.join(', ')}`);
    }
    const known = spec[label];
    for (const value of valuesOf(wanted)) checkValue(metric, label, value, known === any ? undefined : known);
    if (valuesOf(wanted).length === 0)
      throw new PromqlError(`${metric}: an empty list for label '${label}' matches nothing`);
    return [matcher(label, wanted)];
  });
}
