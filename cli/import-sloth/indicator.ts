import type { Unit } from '../../promql';
import { Untranslatable } from './error';
import { exampleOf, type Example } from './example';
import { sameLabels } from './labels-out';
import { allConditions, beyond, type Condition } from './matcher';
import { boundOf, isLe, isOfTheScrape, LE, seriesOf, type Metric } from './metric';
import type { Counted, Query } from './query';

/** A counter, or one of those that a histogram has, narrowed to some of its series. */
export interface Series {
  readonly metric: Metric;
  readonly where: readonly Condition[];
  /** Of a histogram: one of its bounds, or the count of all. */
  readonly part?: { readonly upTo: number } | 'count';
}

/** One side of a pair: in the typed language, or as the text that the spec has. */
export type Side =
  | { readonly kind: 'typed'; readonly series: Series }
  | { readonly kind: 'text'; readonly query: Query; readonly metrics: readonly Metric[] };

/** What an objective counts, in the words of the constructors of `signals/objective`. */
export type Indicator =
  | {
      readonly kind: 'events';
      readonly events: Series;
      readonly bad: readonly Condition[];
      readonly by: readonly string[];
    }
  | { readonly kind: 'good'; readonly good: Series; readonly all: Series; readonly by: readonly string[] }
  | { readonly kind: 'fast'; readonly histogram: Series; readonly threshold: number; readonly by: readonly string[] }
  | Pair;

export interface Pair {
  readonly kind: 'pair';
  readonly all: Side;
  readonly bad: Side;
  readonly unit: Unit;
  readonly by: readonly string[];
  /** Whether both sides are rates: a number of bad events can be told of nothing else. */
  readonly perSecond: boolean;
  /** Series for its tests; undefined where the queries do not tell what counts as bad. */
  readonly example: Example | undefined;
}

/**
 * The narrowest constructor that says both queries; the pair where none does.
 * @throws Untranslatable where not even the pair does
 */
export function indicatorOf(error: Query, total: Query, metrics: readonly Metric[]): Indicator {
  const all = total.shape?.kind === 'counted' ? total.shape : undefined;
  const events = all && seriesFrom(all, metrics);
  if (all && events) {
    const said = partOf(error, all, events, metrics) ?? badAmong(error, all, events, metrics);
    if (said) return said;
  }
  return pairOf(error, total, metrics);
}

/** Labels that the constructors can group by are those that a metric declares. */
const canGroup = ({ by }: Counted): boolean => !by.some(isOfTheScrape);

/** `all - good`: the good ones are counted, in a bucket or by another counter. */
function partOf(error: Query, all: Counted, events: Series, metrics: readonly Metric[]): Indicator | undefined {
  if (error.shape?.kind !== 'difference' || !canGroup(all)) return undefined;
  const { whole, part } = error.shape;
  const good = seriesFrom(part, metrics);
  const minuend = seriesFrom(whole, metrics);
  if (!good || !minuend || !isSame(minuend, events)) return undefined;
  if (![whole, part].every((side) => side.fn === all.fn && sameLabels(side.by, all.by))) return undefined;
  const { part: bucket } = good;
  const isFast = typeof bucket === 'object' && events.part === 'count' && isSame({ ...good, part: 'count' }, events);
  return isFast
    ? { kind: 'fast', histogram: events, threshold: bucket.upTo, by: all.by }
    : { kind: 'good', good, all: events, by: all.by };
}

/** The same counter with more matchers, each on a label of its own. */
function badAmong(error: Query, all: Counted, events: Series, metrics: readonly Metric[]): Indicator | undefined {
  const { shape } = error;
  if (shape?.kind !== 'counted' || !canGroup(all) || shape.fn !== all.fn || !sameLabels(shape.by, all.by))
    return undefined;
  const bad = seriesFrom(shape, metrics);
  const more = bad && isSame({ ...bad, where: [] }, { ...events, where: [] }) ? beyond(bad.where, events.where) : [];
  const labels = (more ?? []).map(({ label }) => label);
  if (!more || more.length === 0 || new Set(labels).size < labels.length) return undefined;
  return { kind: 'events', events, bad: more, by: all.by };
}

function pairOf(error: Query, total: Query, metrics: readonly Metric[]): Pair {
  const by = commonLabels(error, total);
  if (total.selectors.length === 0)
    throw new Untranslatable('its total reads no series, so nothing tells whether there are data');
  const perSecond = error.perSecond && total.perSecond;
  const [all, bad] = [sideOf(total, metrics), sideOf(error, metrics)];
  const unit = all.kind === 'typed' ? rateOf(all.series) : perSecond ? 'count/s' : 'count';
  const typed = bad.kind === 'typed' && rateOf(bad.series) === unit;
  return {
    kind: 'pair',
    all,
    bad: typed ? bad : textSide(error, metrics),
    unit,
    by,
    perSecond,
    example: exampleOf(error, total, by),
  };
}

const rateOf = ({ metric, part }: Series): Unit => (part ? 'count/s' : (`${metric.unit}/s` as Unit));

function commonLabels(error: Query, total: Query): readonly string[] {
  for (const [what, { labels }] of [
    ['error', error],
    ['total', total],
  ] as const) {
    if (labels) continue;
    throw new Untranslatable(
      `the labels of its ${what} query's result cannot be told from the text: aggregate it with sum by (…), or write rawPair() by hand`,
    );
  }
  const [of, all] = [error.labels ?? [], total.labels ?? []];
  if (sameLabels(of, all)) return all;
  throw new Untranslatable(
    `its error query has the labels (${of.join(', ')}), its total (${all.join(', ')}): no error would meet its total`,
  );
}

function sideOf(query: Query, metrics: readonly Metric[]): Side {
  const { shape } = query;
  const series = shape?.kind === 'counted' && shape.fn === 'rate' ? seriesFrom(shape, metrics) : undefined;
  return series ? { kind: 'typed', series } : textSide(query, metrics);
}

function textSide(query: Query, metrics: readonly Metric[]): Side {
  const read = query.selectors.flatMap(({ series }) => seriesOf(metrics, series)?.metric ?? []);
  return { kind: 'text', query, metrics: [...new Set(read)] };
}

/** What is counted, in the typed language; undefined where that has no words for a matcher. */
function seriesFrom({ selector }: Counted, metrics: readonly Metric[]): Series | undefined {
  const found = seriesOf(metrics, selector.series);
  if (!found) return undefined;
  const { metric, suffix } = found;
  const isBucket = suffix === '_bucket';
  const where = allConditions(selector.matchers.filter((matcher) => !(isBucket && isLe(matcher))));
  if (!where || (metric.kind === 'histogram' && suffix === '')) return undefined;
  if (suffix === '') return metric.kind === 'counter' ? { metric, where } : undefined;
  if (suffix === '_count') return { metric, where, part: 'count' };
  return isBucket && !where.some(({ label }) => label === LE) ? bucketOf(metric, where, selector) : undefined;
}

function bucketOf(metric: Metric, where: readonly Condition[], selector: Counted['selector']): Series | undefined {
  const bound = boundOf(selector);
  if (bound !== undefined) return { metric, where, part: { upTo: bound } };
  const last = selector.matchers.some(
    (matcher) => isLe(matcher) && Number(matcher.value.replace('Inf', 'Infinity')) === Infinity,
  );
  return last ? { metric, where, part: 'count' } : undefined;
}

function isSame(a: Series, b: Series): boolean {
  return (
    a.metric === b.metric &&
    JSON.stringify(a.part) === JSON.stringify(b.part) &&
    beyond(a.where, b.where)?.length === 0 &&
    beyond(b.where, a.where)?.length === 0
  );
}
