import { PromqlError } from './error';
import type { Refused } from './refused';
import { checkValue, escapeRegex } from './values';

/** A label whose values are not known beforehand (a version, a GPU's id). */
export const any: unique symbol = Symbol('any value');

/**
 * A label of the scrape that the series sets itself, since it is about another object than the exporter that tells of it
 * (kube-state-metrics of a pod). Its exporter must be scraped with `honorsLabels`, or Prometheus renames it.
 */
export const own: unique symbol = Symbol('set by the series itself');

/** A label that the monitor of the exporter gives all of its series, and the exporter itself does not know (the node). */
export const added: unique symbol = Symbol('added by the monitor');

/** A label of the scrape that the series lacks: the monitor removes it, or the object is of no namespace. */
export const absent: unique symbol = Symbol('not there');

/** The labels of a metric: each with its values as literals, or {@link any}; those of the scrape only where they differ. */
export type LabelSpec = Readonly<
  Record<string, readonly string[] | typeof any | typeof own | typeof added | typeof absent>
>;

/** What a metric declares that has no labels of its own; the constraint alone would let it have any. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- an object without keys is what is meant
export type NoLabels = Readonly<Record<never, never>>;

/** Labels that Prometheus adds to whatever it scrapes through a ServiceMonitor. */
export const TARGET_LABELS = ['namespace', 'job', 'service', 'endpoint', 'pod', 'container', 'instance'] as const;
export type TargetLabel = (typeof TARGET_LABELS)[number];

/** The label names that a scraped metric carries: its own and the target's, but for those that it says are absent. */
export type NamesOf<L extends LabelSpec> = Exclude<(keyof L & string) | TargetLabel, AbsentOf<L>>;

type AbsentOf<L extends LabelSpec> = { [K in keyof L]: L[K] extends typeof absent ? K : never }[keyof L];

type ValueOf<Values> = Values extends readonly (infer V extends string)[]
  ? V
  : Values extends typeof absent
    ? never
    : string;

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

/** Whatever value, so long as the series has the label: cAdvisor tells of a pod as a whole without `container`. */
export const present: unique symbol = Symbol('the label is there');

/** One value, several (any of them), all but one, all but several, or any so long as there is one. */
export type Wanted<V extends string> = V | readonly V[] | Not<V> | NoneOf<V> | typeof present;

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
  for (const [label, values] of Object.entries(spec)) {
    if (!LABEL_NAME.test(label) || label.startsWith('__')) {
      throw new PromqlError(`${metric}: '${label}' is no label name: letters, digits and _ only, not starting with __`);
    }
    const ofTarget = (TARGET_LABELS as readonly string[]).includes(label);
    if (ofTarget && values !== own && values !== absent) {
      throw new PromqlError(
        `${metric}: label '${label}' is set by the scrape; a metric must not declare it, unless as own or absent`,
      );
    }
    if (!ofTarget && (values === own || values === absent)) {
      throw new PromqlError(`${metric}: label '${label}' is none of the scrape's: declare its values, or any`);
    }
  }
}

function matcher(label: string, wanted: Wanted<string>): Matcher {
  if (wanted === present) return { label, op: '!=', value: '' };
  if (typeof wanted === 'string') return { label, op: '=', value: wanted };
  if ('not' in wanted) return { label, op: '!=', value: wanted.not };
  if ('noneOf' in wanted) return { label, op: '!~', value: alternatives(wanted.noneOf) };
  return { label, op: '=~', value: alternatives(wanted) };
}

const alternatives = (values: readonly string[]): string => values.map(escapeRegex).join('|');

function valuesOf(wanted: Exclude<Wanted<string>, typeof present>): readonly string[] {
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
    if (wanted === present) return [matcher(label, wanted)];
    const known = spec[label];
    for (const value of valuesOf(wanted))
      checkValue(metric, label, value, typeof known === 'symbol' ? undefined : known);
    if (valuesOf(wanted).length === 0)
      throw new PromqlError(`${metric}: an empty list for label '${label}' matches nothing`);
    return [matcher(label, wanted)];
  });
}
