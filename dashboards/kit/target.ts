import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { print, type AnyVector, type Matcher } from '../../promql';
import { PROMETHEUS } from './datasource';
import { legendBy } from './query';

/** Where panel queries are printed for. */
export interface PanelContext {
  readonly match: readonly Matcher[];
  /** The names under which what is shown traces and logs, the entry first. Default: it does neither. */
  readonly services?: readonly string[];
}

/** A query as Grafana gets it: its windows follow the panel's resolution, its matchers the dashboard's variables. */
export const panelText = ({ expr }: AnyVector, { match }: PanelContext): string =>
  print(expr, { window: '$__rate_interval', range: '$__range', match });

/** A query over the panel's time range. */
export const target = (refId: string, query: AnyVector, legend: string, context: PanelContext): DataqueryBuilder =>
  new DataqueryBuilder()
    .refId(refId)
    .datasource(PROMETHEUS)
    .expr(panelText(query, context))
    .legendFormat(legend)
    .range();

/** A query at the end of the panel's time range. */
export const instantTarget = (...given: Parameters<typeof target>): DataqueryBuilder => target(...given).instant();

/** The same as rows of a table, with a column for each label. */
export const tableTarget = (refId: string, query: AnyVector, context: PanelContext): DataqueryBuilder =>
  instantTarget(refId, query, '', context).format(PromQueryFormat.Table);

/**
 * What marks single observations, each a click away from its trace. Grafana gives Prometheus the expression a second time, for the
 * exemplars of the series that it names (Grafana 13, `promlib`), if no query before it on the panel names the same metric.
 */
export const exemplarTarget = (refId: string, query: AnyVector, context: PanelContext): DataqueryBuilder =>
  target(refId, query, '', context).exemplar(true);

/** A heatmap's: cumulative counts by `le`, which Grafana turns into cells. */
export const heatmapTarget = (refId: string, query: AnyVector, context: PanelContext): DataqueryBuilder =>
  target(refId, query, '{{le}}', context).format(PromQueryFormat.Heatmap);

/** The curve's own labels; the title where it has none. */
export const legendOf = (query: AnyVector, title: string): string =>
  query.labels.length === 0 ? title : legendBy(...query.labels);

/** A, B, C, … */
export const refId = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);
