import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { print, type AnyVector, type Matcher } from '../../promql';
import { PROMETHEUS } from './datasource';

/** Where panel queries are printed for. */
export interface PanelContext {
  readonly match: readonly Matcher[];
}

/** A query over the panel's time range. */
export const target = (refId: string, query: AnyVector, legend: string, { match }: PanelContext): DataqueryBuilder =>
  new DataqueryBuilder()
    .refId(refId)
    .datasource(PROMETHEUS)
    .expr(print(query.expr, { window: '$__rate_interval', range: '$__range', match }))
    .legendFormat(legend)
    .range();

/** A heatmap's: cumulative counts by `le`, which Grafana turns into cells. */
export const heatmapTarget = (refId: string, query: AnyVector, context: PanelContext): DataqueryBuilder =>
  target(refId, query, '{{le}}', context).format(PromQueryFormat.Heatmap);

/** The curve's own labels; the title where it has none. */
export const legendOf = (query: AnyVector, title: string): string =>
  query.labels.length === 0 ? title : query.labels.map((label) => `{{${label}}}`).join(' ');

/** A, B, C, … */
export const refId = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);
