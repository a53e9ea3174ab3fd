import { isOnLogs, isOnSpans, labelOf, type Attribute } from './attribute';
import { LINK_SERVICE, SERVICE_NAME, SPAN_ID, TRACE_ID } from './attributes';
import { STREAM_ATTRIBUTES } from './streams';

/** What a link starts from. */
type Start = 'an exemplar' | 'a span' | 'a trace' | 'a log line' | 'a graph';
/** What it leads to. */
type End = 'traces' | 'log lines' | 'series of spans';

/** Two attributes that have the same value at both ends. */
interface Join {
  readonly here: Attribute;
  readonly there: Attribute;
}

/** One click: from something to what belongs to it in another signal. */
export interface SignalLink {
  readonly name: string;
  readonly from: Start;
  readonly to: End;
  readonly by: readonly Join[];
}

const same = <const A extends Attribute>(attribute: A) => ({ here: attribute, there: attribute }) as const;

/** The service of a span, which links can read under another name than the one that it is sent with. */
const SERVICE = { here: LINK_SERVICE, there: SERVICE_NAME } as const;

/** Every link between signals. Data sources, dashboards, notifications and Jaeger's pages are made of these. */
export const LINKS = {
  exemplarToTrace: { name: 'exemplar to trace', from: 'an exemplar', to: 'traces', by: [same(TRACE_ID)] },
  spanToLogs: { name: 'span to logs', from: 'a span', to: 'log lines', by: [SERVICE, same(TRACE_ID)] },
  spanToMetrics: { name: 'span to metrics', from: 'a span', to: 'series of spans', by: [SERVICE] },
  traceToLogs: { name: 'trace to logs', from: 'a trace', to: 'log lines', by: [same(TRACE_ID)] },
  lineToTrace: { name: 'log line to trace', from: 'a log line', to: 'traces', by: [same(TRACE_ID)] },
  graphToLogs: { name: 'graph to logs', from: 'a graph', to: 'log lines', by: [same(SERVICE_NAME)] },
  graphToTraces: { name: 'graph to traces', from: 'a graph', to: 'traces', by: [same(SERVICE_NAME)] },
} as const satisfies Readonly<Record<string, SignalLink>>;

/** The labels that what a link leads to is found by. */
type LabelsOf<L extends SignalLink> = ReturnType<typeof labelOf<L['by'][number]['there']['name']>>;

/** The labels at the other end of a link. @param valueOf what stands for the value of an attribute that the link starts with */
export const joined = <L extends SignalLink>({ by }: L, valueOf: (attribute: Attribute) => string) =>
  Object.fromEntries(by.map(({ here, there }) => [labelOf(there), valueOf(here)])) as Readonly<
    Record<LabelsOf<L>, string>
  >;

/**
 * What programs call the trace of an exemplar (collector 0.159, exporter for Prometheus) and of a log line (Loki 3.7, OTLP): theirs
 * to name. Called otherwise here, no link would find it: that does not compile.
 */
export const TRACE_OF_EXEMPLAR: typeof TRACE_ID.name = 'trace_id';
export const TRACE_OF_LINE: typeof TRACE_ID.name = 'trace_id';

/** Of what graphs are drawn by, what other signals know as well. */
const ON_SERIES: readonly Attribute[] = [SERVICE_NAME];
const isOneOf =
  (...some: readonly Attribute[]) =>
  (attribute: Attribute): boolean =>
    some.includes(attribute);

const CARRIES: Readonly<Record<Start, (attribute: Attribute) => boolean>> = {
  'an exemplar': isOneOf(TRACE_ID, SPAN_ID),
  // Both are what a span is known by, and no attributes of it.
  'a span': (attribute) => isOneOf(TRACE_ID, SPAN_ID)(attribute) || isOnSpans(attribute),
  'a trace': isOneOf(TRACE_ID),
  'a log line': isOnLogs,
  'a graph': isOneOf(...ON_SERIES),
};
const FOUND_BY: Readonly<Record<End, (attribute: Attribute) => boolean>> = {
  traces: (attribute) => isOneOf(TRACE_ID)(attribute) || isOnSpans(attribute),
  'log lines': (attribute) => isOneOf(...STREAM_ATTRIBUTES)(attribute) || isOnLogs(attribute),
  'series of spans': isOneOf(...ON_SERIES),
};

/** @throws Error for an attribute that what a link starts from does not carry, or that nothing is found by where it leads to */
export function checkLinks(links: readonly SignalLink[]): readonly SignalLink[] {
  for (const { name, from, to, by } of links) {
    if (by.length === 0) throw new Error(`link '${name}': nothing joins ${from} and ${to}: name an attribute of both`);
    for (const { here, there } of by) {
      if (!CARRIES[from](here)) {
        throw new Error(
          `link '${name}': ${from} carries no '${here.name}', which is on ${carriersOf(here)}: join by another, or have it carried`,
        );
      }
      if (!FOUND_BY[to](there)) {
        throw new Error(
          `link '${name}': ${to} are not found by '${there.name}', which is on ${carriersOf(there)}: join by another`,
        );
      }
    }
  }
  return links;
}

const carriersOf = ({ carriers }: Attribute): string => carriers.map((carrier) => `each ${carrier}`).join(' and ');
