import {
  isByLabel,
  leText,
  passing,
  selectors,
  TARGET_LABELS,
  type AnyMetric,
  type AnyVector,
  type Histogram,
  type LabelSpec,
  type NativeHistogram,
  type Selector,
  type Unit,
} from '../../promql';
import { DeclarationError } from '../declaration-error';
import { seriesText, stays, type LabelValues } from '../example';

/**
 * A series of an indicator's own metrics, as the tests of an objective state it: a counter's increase per second, or a
 * gauge's value, when so many events a second come of which this share is bad.
 */
export interface ExampleSeries {
  readonly series: string;
  readonly kind: 'counter' | 'gauge';
  readonly level: (perSecond: number, badShare: number) => number;
  /** Its samples and increments in promtool's notation, where they are no plain numbers. */
  readonly text?: (value: number) => string;
}

/** One group's series, and its labels among those that the objective is grouped by. */
export interface Example {
  readonly series: readonly ExampleSeries[];
  readonly labels: LabelValues;
}

type Level = ExampleSeries['level'];
const all: Level = (perSecond) => perSecond;
const bad: Level = (perSecond, share) => perSecond * share;
const good: Level = (perSecond, share) => perSecond * (1 - share);

const counter = (name: string, labels: LabelValues, level: Level): ExampleSeries => ({
  series: seriesText(name, labels),
  kind: 'counter',
  level,
});

const only = (labels: LabelValues, by: readonly string[]): LabelValues =>
  Object.fromEntries(by.map((label) => [label, labels[label] ?? '']));

/** The one selector that a counter's rate reads. */
export function selectorOf({ expr }: AnyVector): Selector {
  const [found] = selectors(expr);
  if (!found) throw new DeclarationError('an indicator that reads no series has no example');
  return found;
}

/** One counter with a bad part: a good series and a bad one. */
export function badOfAll(events: Selector, badOnes: Selector, by: readonly string[]): Example {
  const labels = satisfying(badOnes);
  return {
    series: [counter(events.series, apart(labels, events, badOnes, by), good), counter(badOnes.series, labels, bad)],
    labels: only(labels, by),
  };
}

/**
 * Two counters, one for all and one for the good; where it is one metric, a good series and a bad one. Where the good are
 * those up to a bound of a histogram, half of the bad are slower, and the others have no duration. Beside them, what must
 * not be counted.
 */
export function goodOfAll(events: Selector, goodOnes: Selector, by: readonly string[]): Example {
  const labels = satisfying(goodOnes);
  if (events.metric === goodOnes.metric) {
    return {
      series: [
        counter(goodOnes.series, labels, good),
        counter(events.series, apart(labels, events, goodOnes, by), bad),
      ],
      labels: only(labels, by),
    };
  }
  const allLabels = { ...satisfying(events), ...only(labels, by) };
  return {
    series: [
      counter(events.series, allLabels, all),
      counter(goodOnes.series, labels, good),
      ...boundsAbove(goodOnes, labels.le).map((le) =>
        counter(goodOnes.series, { ...labels, le }, (perSecond, share) => perSecond * (1 - share / 2)),
      ),
      ...strangers(events, goodOnes, by).flatMap((other) => [
        counter(events.series, { ...allLabels, ...other }, (perSecond) => 3 * perSecond),
        counter(goodOnes.series, { ...labels, ...other }, all),
      ]),
    ],
    labels: only(labels, by),
  };
}

/** For each label that both selectors pin to one value, another value, of which neither may read anything. */
const strangers = (events: Selector, goodOnes: Selector, by: readonly string[]): readonly LabelValues[] =>
  events.matchers
    .filter(({ label, op, value }) => op === '=' && !by.includes(label) && pins(goodOnes, label, value))
    .flatMap(({ label, value }) => {
      const others = events.known?.[label]?.filter((other) => other !== value) ?? [`not ${value}`];
      return others.slice(0, 1).map((other) => ({ [label]: other }));
    });

const pins = ({ matchers }: Selector, label: string, value: string): boolean =>
  matchers.some((matcher) => matcher.label === label && matcher.op === '=' && matcher.value === value);

/** The next bound of the histogram that the selector reads one bucket of, and that of all; none for other series. */
function boundsAbove({ known = {} }: Selector, bound: string | undefined): readonly string[] {
  const above = (known.le ?? []).slice((known.le ?? []).indexOf(bound ?? '') + 1);
  return bound === undefined ? [] : [...new Set([...above.slice(0, 1), ...above.slice(-1)])];
}

/** A counter of failures beside one of all events, or of the good ones. */
export function failedBeside(
  others: Selector,
  failures: Selector,
  by: readonly string[],
  counted: 'all' | 'good',
): Example {
  const labels = satisfying(others);
  return {
    series: [
      counter(others.series, labels, counted === 'all' ? all : good),
      counter(failures.series, { ...satisfying(failures), ...only(labels, by) }, bad),
    ],
    labels: only(labels, by),
  };
}

/**
 * A histogram around its threshold: the good fall at or below it, the bad into the next bucket, so that a bound that
 * moved by one is noticed. Failed requests, where there are any, are half of the bad ones, and fast.
 */
export function aroundThreshold(
  histogram: Pick<Histogram<LabelSpec, Unit, number>, 'spec' | 'count'>,
  threshold: number,
  by: readonly string[],
  failed?: { readonly requests: Selector; readonly observed: boolean },
): Example {
  const { name, buckets } = histogram.spec;
  const observed = selectorOf(histogram.count.rate('5m'));
  const labels = satisfying(observed);
  const bounds = isByLabel(buckets) ? (buckets.of[labels[buckets.by] ?? ''] ?? []) : buckets;
  const at = bounds.indexOf(threshold);
  const failedPart = failed ? 0.5 : 0;
  const total: Level = failed && !failed.observed ? (r, share) => r * (1 - share * failedPart) : all;
  const fast: Level = (r, share) => total(r, share) - r * share * (1 - failedPart);
  const bucket = (bound: number, level: Level) => counter(`${name}_bucket`, { ...labels, le: leText(bound) }, level);
  return {
    series: [
      ...(at > 0 ? [bucket(bounds[at - 1] ?? 0, (r, share) => fast(r, share) / 2)] : []),
      bucket(threshold, fast),
      ...(at + 1 < bounds.length ? [bucket(bounds[at + 1] ?? 0, total)] : []),
      bucket(Infinity, total),
      counter(`${name}_count`, labels, total),
      ...(failed
        ? [
            counter(
              failed.requests.series,
              { ...satisfying(failed.requests), ...only(labels, by) },
              (r, share) => r * share * failedPart,
            ),
          ]
        : []),
    ],
    labels: only(labels, by),
  };
}

/** A native histogram around its threshold, a power of two: in one replica everything is fast, in another slow. */
export function eitherSideOfBound(
  histogram: Pick<NativeHistogram<LabelSpec, Unit>, 'seriesBy'>,
  threshold: number,
  by: readonly string[],
): Example {
  const observed = selectorOf(histogram.seriesBy());
  const labels = satisfying(observed);
  const replica = (instance: string, level: Level, upperBound: number): ExampleSeries => ({
    series: seriesText(observed.series, { ...labels, instance }),
    kind: 'counter',
    level,
    text: (value) => nativeText(value, upperBound),
  });
  return {
    series: [replica('fast', good, threshold), replica('slow', bad, 2 * threshold)],
    labels: only(labels, by),
  };
}

/** So many observations in the bucket with this upper bound, a power of two, that is as wide as half of it. */
const nativeText = (count: number, upperBound: number): string =>
  `{{schema:0 count:${count} sum:${count * upperBound} buckets:[${count}] offset:${Math.log2(upperBound)}}}`;

/** A gauge with a value on either side of what is bad. */
export function eitherSide(
  metric: AnyMetric,
  labels: LabelValues,
  values: { readonly good: number; readonly bad: number },
  by: readonly string[],
): Example {
  const { series } = stays(metric, labels, values.good);
  const ungrouped = by.find((label) => !(label in labels));
  if (ungrouped !== undefined) {
    throw new DeclarationError(`an example of ${metric.spec.name} lacks the label '${ungrouped}' of its group`);
  }
  return {
    series: [
      {
        series,
        kind: 'gauge',
        level: (_, share) => (share > 0 ? values.bad : values.good),
      },
    ],
    labels: only(labels, by),
  };
}

/** Label values that the selector matches; of the scrape's labels only those that it asks for. */
function satisfying(selector: Selector): LabelValues {
  const { labels, matchers, known = {} } = selector;
  const asked = new Set(matchers.map(({ label }) => label));
  const own = labels.filter((label) => asked.has(label) || !(TARGET_LABELS as readonly string[]).includes(label));
  return Object.fromEntries(
    own
      .filter((label) => label !== 'le' || asked.has('le'))
      .map((label) => [label, valueFor(matchers, label, known[label])]),
  );
}

function valueFor(matchers: Selector['matchers'], label: string, values: readonly string[] | undefined): string {
  const [first] = passing(matchers, label, values) ?? passing(matchers, label, unknownValues(label)) ?? [];
  if (first === undefined) throw new DeclarationError(`no value of '${label}' passes ${JSON.stringify(matchers)}`);
  return first;
}

/** What stands for a label whose values are not known beforehand. */
const unknownValues = (label: string): readonly string[] => ['a', 'b', 'c'].map((letter) => `${label}-${letter}`);

/** The same labels, changed so that `part` does not match them and `whole` still does. */
function apart(labels: LabelValues, whole: Selector, part: Selector, by: readonly string[]): LabelValues {
  const more = part.matchers.filter(
    (m) => !whole.matchers.some((other) => other.label === m.label && other.op === m.op && other.value === m.value),
  );
  const grouping = more.find(({ label }) => by.includes(label));
  if (grouping) {
    throw new DeclarationError(
      `it is grouped by '${grouping.label}', by which good and bad are told apart: each group would be all of one`,
    );
  }
  for (const { label } of more) {
    const candidates = part.known?.[label] ?? whole.known?.[label] ?? unknownValues(label);
    const inPart = new Set(passing(part.matchers, label, candidates) ?? []);
    const [other] = candidates.filter(
      (value) => !inPart.has(value) && (passing(whole.matchers, label, [value]) ?? []).length > 0,
    );
    if (other !== undefined) return { ...labels, [label]: other };
  }
  throw new DeclarationError(
    `${part.series}: every event that is counted is among the bad, or none is: what tells them apart is no label value`,
  );
}
