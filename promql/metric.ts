import { PromqlError } from './error';
import type { Expr, Selector } from './expr';
import { absent, added, checkLabelSpec, own, TARGET_LABELS, type LabelSpec, type Matcher } from './labels';
import { leText } from './number';
import type { Unit } from './units';
import { passing, type Known } from './values';

/** Everything that is known of a metric: what its exporter emits, and what a contract check can hold it to. */
export interface MetricSpec {
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'native histogram';
  readonly name: string;
  readonly labels: LabelSpec;
  readonly unit: Unit;
  readonly help: string;
  /** Only some versions of its exporter have it: a contract holds without it. */
  readonly optional?: true;
  /** Upper bounds of a classic histogram, ascending, without +Inf. */
  readonly buckets?: Buckets;
}

/** One list of upper bounds, or one for each value of a label. */
export type Buckets =
  readonly number[] | { readonly by: string; readonly of: Readonly<Record<string, readonly number[]>> };

/** A declared metric of any kind, as catalogs hold it. */
export interface AnyMetric {
  readonly spec: MetricSpec;
}

const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

export function checkSpec<S extends MetricSpec>(spec: S): S {
  if (!METRIC_NAME.test(spec.name)) {
    throw new PromqlError(`'${spec.name}' is no metric name: letters, digits, _ and : only, not starting with a digit`);
  }
  checkLabelSpec(spec.name, spec.labels);
  if (spec.kind === 'histogram') checkBuckets(spec);
  return spec;
}

function checkBuckets({ name, labels, buckets }: MetricSpec): void {
  if (buckets === undefined) throw new PromqlError(`histogram ${name} declares no buckets`);
  if ('le' in labels) throw new PromqlError(`histogram ${name} declares the label 'le': its buckets give it`);
  if (isByLabel(buckets)) checkBucketsBy(name, labels, buckets);
  for (const bounds of isByLabel(buckets) ? Object.values(buckets.of) : [buckets]) {
    const wrong = bounds.findIndex(
      (bound, i) => !Number.isFinite(bound) || (i > 0 && bound <= (bounds[i - 1] ?? Infinity)),
    );
    if (bounds.length === 0 || wrong >= 0) {
      throw new PromqlError(
        `histogram ${name}: buckets must be finite and ascending, without +Inf; got ${bounds.join(', ') || 'none'}`,
      );
    }
  }
}

/** Every value of the label needs bounds, or its examples and bucket shares would silently have none. */
function checkBucketsBy(name: string, labels: LabelSpec, { by, of }: Exclude<Buckets, readonly number[]>): void {
  const values = labels[by];
  if (values === undefined) throw new PromqlError(`histogram ${name}: buckets by '${by}', which is no label of it`);
  const bare = typeof values === 'symbol' ? undefined : values.find((value) => !(value in of));
  if (bare !== undefined) throw new PromqlError(`histogram ${name}: no buckets for ${by}="${bare}"`);
}

export function isByLabel(buckets: Buckets): buckets is Exclude<Buckets, readonly number[]> {
  return !Array.isArray(buckets);
}

/** All label names of the metric's series, its own first. */
export const labelNames = (labels: LabelSpec): readonly string[] =>
  [...new Set([...Object.keys(labels), ...TARGET_LABELS])].filter((label) => labels[label] !== absent);

/** The labels that an exporter writes, before a monitor adds its own. */
export const exposedLabels = (labels: LabelSpec): readonly string[] =>
  Object.keys(labels).filter((label) => labels[label] !== absent && labels[label] !== added);

/** Whether the series sets labels itself that are the scrape's of other metrics. */
export const hasOwnTargetLabels = ({ labels }: Pick<MetricSpec, 'labels'>): boolean =>
  Object.values(labels).includes(own);

export function selector(spec: MetricSpec, matchers: readonly Matcher[], suffix = ''): Selector {
  const labels = [...labelNames(spec.labels), ...(suffix === '_bucket' && !('le' in spec.labels) ? ['le'] : [])];
  const declared = Object.entries(spec.labels).flatMap(([label, values]) =>
    typeof values === 'symbol' ? [] : [[label, values] as const],
  );
  const known: Known = {
    ...Object.fromEntries(declared),
    ...(suffix === '_bucket' && { le: [...new Set([...bounds(spec, matchers), Infinity].map(leText))] }),
  };
  return { kind: 'selector', metric: spec.name, series: `${spec.name}${suffix}`, labels, matchers, known };
}

/** Bounds of the buckets that are matched. */
function bounds({ buckets = [] }: MetricSpec, matchers: readonly Matcher[]): readonly number[] {
  if (!isByLabel(buckets)) return buckets;
  const values = passing(matchers, buckets.by, Object.keys(buckets.of)) ?? [];
  return values.flatMap((value) => buckets.of[value] ?? []);
}

export const call = (fn: string, ...args: readonly (Expr | string)[]): Expr => ({ kind: 'call', fn, args });
