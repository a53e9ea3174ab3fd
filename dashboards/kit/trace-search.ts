import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import * as table from '@grafana/grafana-foundation-sdk/table';
import { JAEGER } from '../../telemetry/data-sources';
import { labelOf } from '../../telemetry/attribute';
import { LINKS } from '../../telemetry/links';
import { dress, type PanelProps } from './dress';
import { cellOfRow } from './links';
import { LOGS } from './pages';
import { inUnit } from './query';
import { toSignal } from './signal-links';
import { refId } from './target';
import { MICROSECONDS, TEXT } from './units';

/** What is asked of Jaeger (Grafana 13, `jaegerQuery`); variables may stand in each of them. */
export interface TraceSearch {
  readonly service: string;
  /** Of a span of the service, in Go's spelling: `1.2s`. */
  readonly minDuration?: string;
  /** Pairs in logfmt: `error=true`. */
  readonly tags?: string;
}

/** Jaeger gives as many, and Grafana asks for all of their spans. */
const MOST_TRACES = 20;

/** The columns that Grafana makes of the answer: their names, and what they are called. */
const TRACE = { name: 'traceID', title: 'Trace ID' } as const;
const NAME = 'Trace name';
const DURATION = 'Duration';

const [ofTrace] = LINKS.traceToLogs.by;

/** Grafana's SDK has no builder for queries of Jaeger. */
const searchTarget = (search: TraceSearch): Builder<Dataquery> => ({
  build: () => ({
    refId: refId(0),
    datasource: JAEGER,
    queryType: 'search',
    limit: MOST_TRACES,
    ...search,
    _implementsDataqueryVariant: () => undefined,
  }),
});

/** Traces that a search finds, the longest first. A trace is behind its id, its log lines behind its name. */
export const tracesPanel = (props: Omit<PanelProps, 'unit'> & { readonly search: TraceSearch }): table.PanelBuilder =>
  dress(new table.PanelBuilder(), { ...props, unit: TEXT })
    .datasource(JAEGER)
    .filterable(true)
    .overrideByName(DURATION, [inUnit(MICROSECONDS)])
    .overrideByName(NAME, [
      { id: 'links', value: [toSignal(LOGS, labelOf(ofTrace.there), cellOfRow(TRACE.name)).build()] },
    ])
    .sortBy([new TableSortByFieldStateBuilder().displayName(DURATION).desc(true)])
    .withTarget(searchTarget(props.search));
