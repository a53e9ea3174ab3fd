import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { Vector, type AnyVector } from '../../promql';
import { describe, isBy, severitiesOf, thresholdVector, type Links, type Signal, type Threshold } from '../../signals';
import { curvesBuilder, shaded } from './curves';
import { PROMETHEUS } from './datasource';
import { dataLink, drillDownUrl, runbookLink } from './links';
import { DASHED, inColor } from './query';
import { heatmapTarget, legendOf, refId, target, type PanelContext } from './target';
import { fixedLines, SEVERITY_COLOR, thresholdSteps } from './thresholds';
import { grafanaUnit, startsAtZero } from './units';

export type PanelBuilder = timeseries.PanelBuilder | heatmap.PanelBuilder;

/** The panel of a signal. */
export function panel(signal: Signal, context: PanelContext, links: Links): PanelBuilder {
  const made = signal.view.as === 'heatmap' ? heatmapPanel(signal, context) : curvesPanel(signal, context);
  made.title(signal.title).description(describe(signal)).datasource(PROMETHEUS);
  return severitiesOf(signal).length === 0 ? made : made.links([runbookLink(signal.name, links)]);
}

function curvesPanel(signal: Signal, context: PanelContext): timeseries.PanelBuilder {
  const { query, title, view } = signal;
  const own = { query, legend: legendOf(query, title), style: undefined };
  const curves = [
    own,
    ...(view.lines ?? []).map((line) => ({ query: line.query, legend: line.title, style: [] })),
    ...linesByLabel(signal),
  ];
  const made = curvesBuilder().unit(grafanaUnit(query.unit));
  curves.forEach((curve, i) => {
    made.withTarget(target(refId(i), curve.query, curve.legend, context));
    if (curve.style) made.overrideByQuery(refId(i), [DASHED, ...curve.style]);
  });
  if (view.drillDown !== undefined) {
    made.dataLinks([dataLink('Details', drillDownUrl(view.drillDown, query.labels))]);
  }
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
      query: present(thresholdVector(threshold), signal.query, threshold.by),
      legend: `threshold of {{${threshold.by}}}`,
      style: [inColor(SEVERITY_COLOR[severity])],
    }));
}

const present = (
  lines: Vector<string, AnyVector['unit']>,
  { expr, labels, unit }: AnyVector,
  label: string,
): AnyVector => lines.on(label).and(new Vector(expr, labels, unit));

function heatmapPanel({ query, view }: Signal, context: PanelContext): heatmap.PanelBuilder {
  return new heatmap.PanelBuilder()
    .unit(grafanaUnit(query.unit))
    .calculate(false)
    .yAxis(new heatmap.YAxisConfigBuilder().unit(grafanaUnit(view.bucketUnit ?? query.unit)))
    .cellValues(new heatmap.CellValuesBuilder().unit(grafanaUnit(query.unit)))
    .color(new heatmap.HeatmapColorOptionsBuilder().mode(heatmap.HeatmapColorMode.Scheme).scheme('Oranges').steps(64))
    .withTarget(heatmapTarget(refId(0), query, context));
}
