import { fetchJson } from '../harness/http';
import type { Destinations } from '../links/destinations';

/** Numbers made of lines. */
export interface LogSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

export interface LogAnswer {
  readonly series: readonly LogSeries[];
  readonly lines: readonly string[];
}

type Pair = readonly [number | string, string];

interface Response {
  readonly data: {
    readonly resultType: 'streams' | 'matrix' | 'vector';
    readonly result: readonly {
      readonly metric?: LogSeries['labels'];
      readonly value?: Pair;
      readonly values?: readonly Pair[];
    }[];
  };
}

export interface Asking {
  /** At the end of the time only, not over it. */
  readonly isInstant: boolean;
  /** How far back. */
  readonly seconds: number;
  /** How many lines at most. */
  readonly limit?: number;
}

/** What Loki answers a panel's query, as Grafana's data source asks it. @throws Error for a query that it refuses */
export async function answer({ loki }: Destinations, query: string, asking: Asking): Promise<LogAnswer> {
  const now = Date.now();
  const { isInstant, seconds, limit = 100 } = asking;
  const asked = isInstant
    ? { query, time: `${now}000000`, limit: `${limit}` }
    : { query, start: `${now - seconds * 1000}000000`, end: `${now}000000`, step: '15s', limit: `${limit}` };
  const path = isInstant ? 'query' : 'query_range';
  const { data } = (await fetchJson(
    `${loki}/loki/api/v1/${path}?${new URLSearchParams(asked).toString()}`,
  )) as Response;
  const numbers = data.result.map(({ metric = {}, value, values = value ? [value] : [] }) => ({
    labels: metric,
    values: values.map(([, text]) => Number(text)),
  }));
  return data.resultType === 'streams'
    ? { series: [], lines: data.result.flatMap(({ values = [] }) => values.map(([, text]) => text)) }
    : { series: numbers, lines: [] };
}

/** The values that a label of streams has. */
export async function labelValues({ loki }: Destinations, label: string): Promise<readonly string[]> {
  const { data = [] } = (await fetchJson(`${loki}/loki/api/v1/label/${label}/values`)) as {
    readonly data?: readonly string[];
  };
  return data;
}

export interface Searching {
  readonly service: string;
  readonly minDuration: string;
  /** Pairs in logfmt. */
  readonly tags: string;
  readonly limit: number;
  /** How far back. */
  readonly seconds: number;
}

/** The ids of the traces that Jaeger finds, asked as Grafana's data source asks it: tags as JSON, nothing for what is empty. */
export async function search({ jaeger }: Destinations, searching: Searching): Promise<readonly string[]> {
  const { service, minDuration, tags, limit, seconds } = searching;
  const now = Date.now();
  const asked = new URLSearchParams({
    service,
    limit: `${limit}`,
    start: `${now - seconds * 1000}000`,
    end: `${now}000`,
    ...(minDuration !== '' && { minDuration }),
    ...(tags !== '' && { tags: JSON.stringify(Object.fromEntries(tags.split(' ').map((pair) => pair.split('=')))) }),
  });
  const { data } = (await fetchJson(`${jaeger}/api/traces?${asked.toString()}`)) as {
    readonly data: readonly { readonly traceID: string }[];
  };
  return data.map(({ traceID }) => traceID);
}
