import type { Tiers } from './alerting';
import {
  block,
  callWith,
  indent,
  list,
  listProperty,
  object,
  ofWindow,
  quoted,
  stringProperty,
  template,
} from './code';
import type { Indicator, Pair, Series, Side } from './indicator';
import type { Condition } from './matcher';
import type { Metric } from './metric';
import { withWindow } from './query';
import type { Carried } from './slo';

/** The call of a constructor, with a comma behind it. */
export function objectiveText({ id, title, promise, percent, indicator, alerts }: Carried): string {
  const isFast = indicator.kind === 'fast';
  const lines = [
    stringProperty('id', id),
    stringProperty('title', title),
    ...(promise === '' && isFast
      ? []
      : [stringProperty('promise', promise, promise === '' ? ' // TODO: in words' : '')]),
    `objective: percent(${percent}),`,
    ...tiersText(alerts.tiers),
    ...indicatorText(indicator),
    "missing: 'not counted', // 'bad' where silence is an outage",
    "impact: '', // TODO: what users notice when the promise is broken",
    listProperty(
      'nextSteps',
      alerts.steps.map(quoted),
      alerts.steps.length > 0 ? '' : ' // TODO: what to look at, and what to do',
    ),
  ];
  return `${opening(indicator)}\n${indent(lines.join('\n'))}\n}),`;
}

function opening(indicator: Indicator): string {
  switch (indicator.kind) {
    case 'events':
    case 'good':
      return 'availability({';
    case 'fast': {
      const { histogram, threshold } = indicator;
      return `fasterThan(${narrowed(histogram)}, ${quantity(threshold, histogram.metric)}, {`;
    }
    case 'pair':
      return 'rawPair({';
  }
}

function indicatorText(indicator: Indicator): readonly string[] {
  const by = indicator.kind !== 'pair' && indicator.by.length > 0 ? [`by: ${list(indicator.by.map(quoted))},`] : [];
  switch (indicator.kind) {
    case 'events':
      return [`events: ${seriesText(indicator.events)},`, `bad: ${object(indicator.bad.map(wanted))},`, ...by];
    case 'good':
      return [`good: ${seriesText(indicator.good)},`, `all: ${seriesText(indicator.all)},`, ...by];
    case 'fast':
      return by;
    case 'pair':
      return pairText(indicator);
  }
}

function pairText(pair: Pair): readonly string[] {
  const { all, bad, by, perSecond } = pair;
  const labels = by.map(quoted).join(', ');
  return [
    `all: ${ofWindow((before) => sideText(all, pair, before))},`,
    `bad: ${ofWindow((before) => sideText(bad, pair, before))},`,
    `present: ${all.kind === 'typed' ? `${seriesText(all.series)}.seriesBy(${labels})` : presence(all, by)},`,
    exampleText(pair),
    ...(perSecond ? [] : ['minimumBad: 0,']),
  ];
}

const LEVELS = {
  all: '(perSecond) => perSecond',
  good: '(perSecond, bad) => perSecond * (1 - bad)',
  bad: '(perSecond, bad) => perSecond * bad',
} as const;

/** The series of which the tests of a pair are made. */
function exampleText({ example }: Pair): string {
  if (!example) return 'example: { series: [], labels: {} }, // TODO: series for its tests, some of which are bad';
  const series = example.series.map((one) =>
    block('{', [stringProperty('series', one.series), "kind: 'counter',", `level: ${LEVELS[one.level]},`], '},'),
  );
  const labels = object(Object.entries(example.labels).map(([label, value]) => [label, quoted(value)]));
  return block('example: {', [block('series: [', series, '],'), `labels: ${labels},`], '},');
}

/** The place in a query's text that the window takes. */
const PLACE = '\u0000';

function sideText(side: Side, { by, unit }: Pair, before: string): string {
  if (side.kind === 'typed') return `${seriesText(side.series)}.rate(window).sumBy(${by.map(quoted).join(', ')})`;
  const text = withWindow(side.query, PLACE);
  return rawText(text.includes(PLACE) ? template(text, PLACE, 'window') : quoted(text), side.metrics, by, unit, before);
}

/** A series where any of what the total reads has one now. */
function presence({ query, metrics }: Extract<Side, { kind: 'text' }>, by: readonly string[]): string {
  const count = by.length > 0 ? `count by (${by.join(', ')}) ` : 'count';
  const read = [...new Set(query.selectors.map(({ text }) => `${count}(${text})`))].join(' or ');
  return rawText(quoted(read), metrics, by, 'count', 'present: ');
}

const rawText = (
  text: string,
  metrics: readonly Metric[],
  by: readonly string[],
  unit: string,
  before: string,
): string =>
  callWith(
    'raw',
    text,
    [
      ['labels', list(by.map(quoted))],
      ['unit', quoted(unit)],
      ['metrics', list(metrics.map(({ identifier }) => identifier))],
    ],
    before,
  );

function seriesText(series: Series): string {
  const { metric, part } = series;
  if (part === undefined) return narrowed(series);
  return part === 'count' ? `${narrowed(series)}.count` : `${narrowed(series)}.upTo(${quantity(part.upTo, metric)})`;
}

/** The metric with its matchers: one `where` for each matcher of the same label. */
function narrowed({ metric, where }: Series): string {
  const calls = where.reduce<readonly (readonly Condition[])[]>((done, condition) => {
    const free = done.findIndex((group) => group.every(({ label }) => label !== condition.label));
    return free < 0 ? [...done, [condition]] : done.map((group, i) => (i === free ? [...group, condition] : group));
  }, []);
  return `${metric.identifier}${calls.map((group) => `.where(${object(group.map(wanted))})`).join('')}`;
}

function wanted({ label, wanted: what }: Condition): readonly [string, string] {
  if ('is' in what) return [label, quoted(what.is)];
  return [label, 'in' in what ? list(what.in.map(quoted)) : `not(${quoted(what.not)})`];
}

const CONSTRUCTORS = ['seconds', 'bytes', 'ratio', 'percent'];

const quantity = (value: number, { unit }: Metric): string =>
  CONSTRUCTORS.includes(unit) ? `${unit}(${value})` : `new Quantity(${value}, ${quoted(unit)})`;

function tiersText({ only, unreachable, warn }: Tiers): readonly string[] {
  const conditions = [
    ...(only ? [`severity === ${quoted(only)}`] : []),
    ...unreachable.map((window) => `window !== ${quoted(window)}`),
  ];
  if (conditions.length === 0 && !warn) return [];
  const read = [...(only ? ['severity'] : []), ...(unreachable.length > 0 ? ['window'] : [])];
  const filter = conditions.length > 0 ? `.filter(({ ${read.join(', ')} }) => ${conditions.join(' && ')})` : '';
  return [`tiers: ${warn ? `warningsOnly(WORKBOOK_TIERS${filter})` : `WORKBOOK_TIERS${filter}`},`];
}
