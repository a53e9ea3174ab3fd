import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import { BarGaugeDisplayMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import type { Threshold as Step } from '@grafana/grafana-foundation-sdk/dashboard';
import { dress, type PanelProps } from './dress';
import type { Query } from './query';
import { byThresholds, newest } from './stat';
import { instantTarget, refId, type PanelContext } from './target';
import { absolute } from './thresholds';

export interface BarGaugeDress extends PanelProps {
  readonly steps: readonly Step[];
  /** The values at which a bar is empty and full. Default: the least (or zero) and the greatest of all. */
  readonly from?: number;
  readonly to?: number;
}

export interface BarGaugeProps extends BarGaugeDress {
  readonly bars: readonly Query[];
}

/** Bars that all have one scale, without any yet. */
export function barGaugeBuilder(props: BarGaugeDress): bargauge.PanelBuilder {
  const made = dress(new bargauge.PanelBuilder(), props)
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
    .reduceOptions(newest())
    .colorScheme(byThresholds())
    .thresholds(absolute(props.steps));
  if (props.from !== undefined) made.min(props.from);
  if (props.to !== undefined) made.max(props.to);
  return made;
}

/** Values of now as bars. */
export function barGaugePanel(props: BarGaugeProps, context: PanelContext): bargauge.PanelBuilder {
  const made = barGaugeBuilder(props);
  props.bars.forEach(({ query, legend }, i) => {
    made.withTarget(instantTarget(refId(i), query, legend, context));
  });
  return made;
}
