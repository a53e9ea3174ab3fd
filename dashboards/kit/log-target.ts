import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { printLogql, type Lines, type LogUnit, type LogVector } from '../../logql';
import { LOKI } from '../../telemetry/data-sources';
import type { PanelContext } from './target';

export type AnyLogVector = Pick<LogVector<never, LogUnit>, 'expr'> & { readonly labels: readonly string[] };

/** One query of a panel about log lines. */
export interface LogQuery {
  readonly query: AnyLogVector;
  readonly legend: string;
}

/** As Grafana gets it: its windows follow the resolution (`$__auto`) or the time range of the panel. */
const textOf = ({ expr }: Pick<AnyLogVector, 'expr'> | Pick<Lines<never>, 'expr'>, { match }: PanelContext): string =>
  printLogql(expr, { window: '$__auto', range: '$__range', match });

const base = (refId: string, expr: string): DataqueryBuilder =>
  new DataqueryBuilder().refId(refId).datasource(LOKI).expr(expr);

/** Numbers over the panel's time range. */
export const logTarget = (refId: string, { query, legend }: LogQuery, context: PanelContext): DataqueryBuilder =>
  base(refId, textOf(query, context)).legendFormat(legend).queryType('range');

/** Numbers at the end of it. */
export const logInstantTarget = (...given: Parameters<typeof logTarget>): DataqueryBuilder =>
  logTarget(...given).queryType('instant');

/** The lines themselves, the newest of them. */
export const linesTarget = (
  refId: string,
  lines: Pick<Lines<never>, 'expr'>,
  most: number,
  context: PanelContext,
): DataqueryBuilder => base(refId, textOf(lines, context)).queryType('range').maxLines(most);
