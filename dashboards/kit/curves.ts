import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { Threshold as Step } from '@grafana/grafana-foundation-sdk/dashboard';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { dress, type PanelProps } from './dress';
import type { Query } from './query';
import { refId, target, type PanelContext } from './target';
import { absolute } from './thresholds';

/** Light enough that several curves and a threshold area stay apart. */
const FILL_OPACITY = 0;

/**
 * As many points as a panel a third of a screen wide can show. Over an hour each scrape has one, over a day there is one for
 * every five minutes and over a month one for every three hours; a query reads a quarter of what Grafana's own choice (one for
 * each pixel) would.
 */
export const POINTS = 250;

/** Curves in the style of the house, without any yet. */
export const curvesBuilder = (): timeseries.PanelBuilder =>
  new timeseries.PanelBuilder()
    .maxDataPoints(POINTS)
    .lineWidth(1)
    .fillOpacity(FILL_OPACITY)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));

/** With a dashed line at each step, and its colour above it. */
export const shaded = (made: timeseries.PanelBuilder, steps: readonly Step[]): timeseries.PanelBuilder =>
  made
    .thresholds(absolute(steps))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.DashedAndArea));

export interface CurvesProps extends PanelProps {
  readonly curves: readonly Query[];
  readonly steps?: readonly Step[];
  /** A time range of its own, up to now, for as long as the reader has not chosen fixed times: `30d`. */
  readonly last?: string;
}

/** Curves over time of any queries. */
export function curves(props: CurvesProps, context: PanelContext): timeseries.PanelBuilder {
  const made = dress(curvesBuilder(), props);
  props.curves.forEach(({ query, legend, style }, i) => {
    made.withTarget(target(refId(i), query, legend, context));
    if (style) made.overrideByQuery(refId(i), [...style]);
  });
  if (props.last !== undefined) made.timeFrom(props.last);
  return props.steps ? shaded(made, props.steps) : made;
}
