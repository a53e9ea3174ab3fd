import type * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import * as logs from '@grafana/grafana-foundation-sdk/logs';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Lines } from '../../logql';
import { LOKI } from '../../telemetry/data-sources';
import { barGaugeBuilder, type BarGaugeDress } from './bar-gauge';
import { curvesBuilder } from './curves';
import { dress, type PanelProps } from './dress';
import { linesTarget, logInstantTarget, logTarget, type LogQuery } from './log-target';
import { refId, type PanelContext } from './target';
import { TEXT } from './units';

/** Curves over time of what is counted of log lines. */
export function logCurves(
  props: PanelProps & { readonly curves: readonly LogQuery[] },
  context: PanelContext,
): timeseries.PanelBuilder {
  const made = dress(curvesBuilder(), props).datasource(LOKI).axisSoftMin(0);
  props.curves.forEach((curve, i) => made.withTarget(logTarget(refId(i), curve, context)));
  return made;
}

/** What is counted of the log lines of the time range, as bars. */
export function logBars(
  props: BarGaugeDress & { readonly bars: readonly LogQuery[] },
  context: PanelContext,
): bargauge.PanelBuilder {
  const made = barGaugeBuilder(props).datasource(LOKI);
  props.bars.forEach((bar, i) => made.withTarget(logInstantTarget(refId(i), bar, context)));
  return made;
}

/** As many as can be read; whoever looks for one filters. */
const MOST_LINES = 500;

/** Log lines, the newest first; of each, what is attached to it and its trace are one click away. */
export const linesPanel = (
  props: Omit<PanelProps, 'unit'> & { readonly lines: Pick<Lines<never>, 'expr'> },
  context: PanelContext,
): logs.PanelBuilder =>
  dress(new logs.PanelBuilder(), { ...props, unit: TEXT })
    .datasource(LOKI)
    .showTime(true)
    .wrapLogMessage(true)
    .prettifyLogMessage(false)
    .enableLogDetails(true)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending)
    .withTarget(linesTarget(refId(0), props.lines, MOST_LINES, context));
