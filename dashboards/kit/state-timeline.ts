import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DashboardLinkBuilder, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import { POINTS } from './curves';
import { dress, type PanelProps } from './dress';
import type { Query } from './query';
import { byThresholds, NEUTRAL } from './stat';
import { refId, target, type PanelContext } from './target';
import { absolute } from './thresholds';

export interface StateTimelineProps extends PanelProps {
  readonly bands: readonly Query[];
  /** Words for values, each with its colour. */
  readonly mappings: readonly ValueMapping[];
  /** A time range of its own, up to now, for as long as the reader has not chosen fixed times: `30d`. */
  readonly last?: string;
  readonly links?: readonly DashboardLinkBuilder[];
}

/** Which state each series was in over time, as bands of colour. */
export function stateTimelinePanel(props: StateTimelineProps, context: PanelContext): statetimeline.PanelBuilder {
  const made = dress(new statetimeline.PanelBuilder(), props)
    .maxDataPoints(POINTS)
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .lineWidth(0)
    .fillOpacity(80)
    .colorScheme(byThresholds())
    .thresholds(absolute([{ value: null, color: NEUTRAL }]))
    .mappings([...props.mappings])
    .dataLinks([...(props.links ?? [])])
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    );
  if (props.last !== undefined) made.timeFrom(props.last);
  props.bands.forEach(({ query, legend }, i) => {
    made.withTarget(target(refId(i), query, legend, context));
  });
  return made;
}
