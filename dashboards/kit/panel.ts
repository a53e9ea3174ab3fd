import type * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import { MappingType, type Threshold as Step, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { Vector, type AnyVector } from '../../promql';
import {
  describe,
  drawn,
  isBy,
  severitiesOf,
  thresholdVector,
  type Links,
  type Signal,
  type Threshold,
} from '../../signals';
import { barGaugePanel } from './bar-gauge';
import { curvesBuilder, shaded } from './curves';
import { PROMETHEUS } from './datasource';
import { dataLink, drillDownUrl, runbookLink } from './links';
import { DASHED, inColor, type Query } from './query';
import { signalsOfCurve } from './signal-links';
import { NEUTRAL, statPanel } from './stat';
import { stateTimelinePanel } from './state-timeline';
import { exemplarTarget, heatmapTarget, legendOf, refId, target, type PanelContext } from './target';
import { fixedLines, SEVERITY_COLOR, thresholdSteps } from './thresholds';
import { grafanaUnit, startsAtZero } from './units';

export type PanelBuilder =
  | timeseries.PanelBuilder
  | heatmap.PanelBuilder
  | stat.PanelBuilder
  | bargauge.PanelBuilder
  | statetimeline.PanelBuilder;

/** The panel of a signal. */
export function panel(signal: Signal, context: PanelContext, links: Links): PanelBuilder {
  const made = KINDS[signal.view.as ?? 'curves'](signal, context);
  made.title(signal.title).description(describe(signal)).datasource(PROMETHEUS);
  if (signal.view.last !== undefined) made.timeFrom(signal.view.last);
  return severitiesOf(signal).length === 0 ? made : made.links([runbookLink(signal.name, links)]);
}

const KINDS: Readonly<
  Record<NonNullable<Signal['view']['as']>, (signal: Signal, context: PanelContext) => PanelBuilder>
> = {
  curves: (signal, context) => curvesPanel(signal, context),
  heatmap: (signal, context) => heatmapPanel(signal, context),
  number: (signal, context) =>
    statPanel({ ...dressOf(signal), values: [own(signal)], steps: stepsOf(signal) }, context),
  bars: (signal, context) => barsPanel(signal, context),
  states: (signal, context) => statesPanel(signal, context),
};

const dressOf = (signal: Signal) => ({
  title: signal.title,
  description: describe(signal),
  unit: grafanaUnit(signal.query.unit),
});

const own = (signal: Signal): Query => {
  const query = drawn(signal);
  return { query, legend: legendOf(query, signal.title) };
};

/** Values have the colour of the alert that they would give, and text's where there is none. */
const stepsOf = (signal: Signal): Step[] =>
  thresholdSteps(signal).map((step) => (step.color === 'transparent' ? { ...step, color: NEUTRAL } : step));

function barsPanel(signal: Signal, context: PanelContext): bargauge.PanelBuilder {
  const bars = barGaugePanel({ ...dressOf(signal), bars: [own(signal)], steps: stepsOf(signal) }, context);
  if (startsAtZero(signal.query.unit)) bars.min(0);
  return bars;
}

const statesPanel = (signal: Signal, context: PanelContext): statetimeline.PanelBuilder =>
  stateTimelinePanel({ ...dressOf(signal), bands: [own(signal)], mappings: goodOrBad(signal) }, context);

/** Grafana shows a value that is mapped as its word, in its colour. */
const goodOrBad = ({ view: { words = { good: 'good', bad: 'bad' } } }: Signal): readonly ValueMapping[] => [
  {
    type: MappingType.ValueToText,
    options: {
      '0': { text: words.bad, color: 'red', index: 0 },
      '1': { text: words.good, color: 'green', index: 1 },
    },
  },
];

function curvesPanel(signal: Signal, context: PanelContext): timeseries.PanelBuilder {
  const { query, view } = signal;
  const curves = [
    { ...own(signal), style: undefined },
    ...(view.lines ?? []).map((line) => ({ query: line.query, legend: line.title, style: [] })),
    ...linesByLabel(signal),
  ];
  const made = curvesBuilder().unit(grafanaUnit(query.unit));
  curves.forEach((curve, i) => {
    made.withTarget(target(refId(i), curve.query, curve.legend, context));
    if (curve.style) made.overrideByQuery(refId(i), [DASHED, ...curve.style]);
  });
  if (view.exemplars) made.withTarget(exemplarTarget(refId(curves.length), view.exemplars, context));
  const details = view.drillDown === undefined ? [] : [dataLink('Details', drillDownUrl(view.drillDown, query.labels))];
  const links = [...details, ...signalsOfCurve(query.labels, context.services)];
  if (links.length > 0) made.dataLinks(links);
  return withThresholds(made, signal);
}

/** Threshold regions are shaded, and the axis reaches at least to them: a limit out of sight warns nobody. */
function withThresholds(made: timeseries.PanelBuilder, signal: Signal): timeseries.PanelBuilder {
  const lines = fixedLines(signal);
  if (lines.length === 0) return startsAtZero(signal.query.unit) ? made.axisSoftMin(0) : made;
  // A ceiling is judged against zero; a floor or a band is looked at from near by.
  const floors = lines.filter(({ bound }) => bound !== 'above').map(({ value }) => value);
  return shaded(made, thresholdSteps(signal))
    .axisSoftMax(Math.max(...lines.map(({ value }) => value)))
    .axisSoftMin(floors.length > 0 ? Math.min(...floors) : 0);
}

/**
 * Thresholds that differ by label are curves of their own, one for each label value that has data. Severities that
 * share their thresholds share the curves, in the colour of the first to fire.
 */
function linesByLabel(signal: Signal) {
  const bySeverity = [...severitiesOf(signal)].reverse().flatMap((severity) => {
    const threshold = signal.conditions[severity]?.threshold;
    return threshold && isBy(threshold) ? [{ severity, threshold }] : [];
  });
  const key = (threshold: Threshold) => JSON.stringify(threshold);
  return bySeverity
    .filter(({ threshold }, i) => bySeverity.findIndex((other) => key(other.threshold) === key(threshold)) === i)
    .map(({ severity, threshold }) => ({
      query: present(thresholdVector(threshold), drawn(signal), threshold.by),
      legend: `threshold of {{${threshold.by}}}`,
      style: [inColor(SEVERITY_COLOR[severity])],
    }));
}

const present = (
  lines: Vector<string, AnyVector['unit']>,
  { expr, labels, unit }: AnyVector,
  label: string,
): AnyVector => lines.on(label).and(new Vector(expr, labels, unit));

function heatmapPanel(signal: Signal, context: PanelContext): heatmap.PanelBuilder {
  const { query, view } = signal;
  const made = new heatmap.PanelBuilder()
    .unit(grafanaUnit(query.unit))
    .calculate(false)
    .yAxis(new heatmap.YAxisConfigBuilder().unit(grafanaUnit(view.bucketUnit ?? query.unit)))
    .cellValues(new heatmap.CellValuesBuilder().unit(grafanaUnit(query.unit)))
    .color(new heatmap.HeatmapColorOptionsBuilder().mode(heatmap.HeatmapColorMode.Scheme).scheme('Oranges').steps(64))
    .withTarget(heatmapTarget(refId(0), drawn(signal), context));
  return view.exemplars ? made.withTarget(exemplarTarget(refId(1), view.exemplars, context)) : made;
}
