import { labelNames, type Unit } from '../../promql';
import { conditionsOf, type Matcher } from './matcher';
import type { Selector } from './query';
import { camelCase, unlike } from './words';

/** A metric as far as the queries of a file tell of it. */
export interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly name: string;
  /** What the TypeScript calls it. */
  readonly identifier: string;
  readonly unit: Unit;
  /** Its labels but those of the scrape, each with the values that the queries name. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** Of a histogram: the bounds that the queries name. */
  readonly bounds: readonly number[];
}

/** A series of a metric: a histogram has several. */
export interface SeriesOf {
  readonly metric: Metric;
  readonly suffix: '' | '_bucket' | '_count' | '_sum';
}

/** The label of a histogram's bounds. */
export const LE = 'le';

const SUFFIXED = /^(.+)(_bucket|_count|_sum)$/;

/** All metrics that the selectors read, in the order in which they come. */
export function metricsOf(selectors: readonly Selector[], taken: ReadonlySet<string>): readonly Metric[] {
  const histograms = new Set(selectors.filter((selector) => boundOf(selector) !== undefined).map(baseOf));
  const nameOf = (selector: Selector): string => {
    const base = baseOf(selector);
    return histograms.has(base) ? base : selector.series;
  };
  const names = [...new Set(selectors.map(nameOf))];
  return names.reduce<readonly Metric[]>((metrics, name) => {
    const own = selectors.filter((selector) => nameOf(selector) === name);
    const identifiers = new Set([...taken, ...metrics.map(({ identifier }) => identifier)]);
    return [...metrics, metricOf(name, own, histograms.has(name), identifiers)];
  }, []);
}

const baseOf = ({ series }: Selector): string => SUFFIXED.exec(series)?.[1] ?? series;

function metricOf(name: string, own: readonly Selector[], isHistogram: boolean, taken: ReadonlySet<string>): Metric {
  const kind = isHistogram ? 'histogram' : own.some(({ counts }) => counts) ? 'counter' : 'gauge';
  const bounds = isHistogram ? own.flatMap((selector) => boundOf(selector) ?? []) : [];
  return {
    kind,
    name,
    identifier: unlike(camelCase(name.replace(/_total$/, '')), taken),
    unit: unitOf(name, kind),
    labels: labelsOf(own, isHistogram),
    bounds: [...new Set(bounds)].sort((a, b) => a - b),
  };
}

/** Whether a series is one of the metric's, and which. */
export function seriesOf(metrics: readonly Metric[], series: string): SeriesOf | undefined {
  const itself = metrics.find(({ name }) => name === series);
  if (itself) return { metric: itself, suffix: '' };
  const [, base, suffix] = SUFFIXED.exec(series) ?? [];
  const metric = metrics.find(({ name, kind }) => kind === 'histogram' && name === base);
  return metric && { metric, suffix: suffix as SeriesOf['suffix'] };
}

/** The bound of a selector of one bucket, but for the last, which has all. */
export function boundOf({ series, matchers }: Pick<Selector, 'series' | 'matchers'>): number | undefined {
  const le = series.endsWith('_bucket') ? matchers.find(isLe) : undefined;
  const bound = le?.value.trim() ? Number(le.value) : NaN;
  return Number.isFinite(bound) ? bound : undefined;
}

export const isLe = ({ label, op }: Matcher): boolean => label === LE && op === '=';

const OF_THE_SCRAPE = labelNames({});

function labelsOf(selectors: readonly Selector[], isHistogram: boolean): ReadonlyMap<string, readonly string[]> {
  const isOwn = (label: string): boolean => !OF_THE_SCRAPE.includes(label) && !(isHistogram && label === LE);
  const named = [
    ...selectors.flatMap(({ matchers }) => matchers.map((matcher) => [matcher.label, valuesOf(matcher)] as const)),
    ...selectors.flatMap(({ by }) => by.map((label) => [label, []] as const)),
  ].filter(([label]) => isOwn(label));
  return named.reduce(
    (labels, [label, values]) => labels.set(label, [...new Set([...(labels.get(label) ?? []), ...values])]),
    new Map<string, readonly string[]>(),
  );
}

/** Labels that the scrape gives every series; no metric declares them. */
export const isOfTheScrape = (label: string): boolean => OF_THE_SCRAPE.includes(label);

const valuesOf = (matcher: Matcher): readonly string[] =>
  (conditionsOf(matcher) ?? []).flatMap(({ wanted }) =>
    'is' in wanted ? [wanted.is] : 'in' in wanted ? wanted.in : [wanted.not],
  );

/** By the name, as the Prometheus documentation on naming has it: the base unit stands last, before `_total`. */
function unitOf(name: string, kind: Metric['kind']): Unit {
  const unit = /_(seconds|bytes|ratio|percent)(_total)?$/.exec(name)?.[1] as Unit | undefined;
  return unit ?? (kind === 'counter' ? 'count' : 'value');
}
