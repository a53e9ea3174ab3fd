import { fetchJson } from '../harness/http';

/** What links lead to, asked as Grafana's data sources ask. */
export interface Destinations {
  readonly loki: string;
  readonly jaeger: string;
  readonly prometheus: string;
}

interface Tag {
  readonly key: string;
  readonly value: unknown;
}

/** A trace as Jaeger's API gives it to Grafana 13.1. Times in microseconds. */
export interface JaegerTrace {
  readonly traceID: string;
  readonly processes: Readonly<Record<string, { readonly serviceName: string; readonly tags: readonly Tag[] }>>;
  readonly spans: readonly {
    readonly traceID: string;
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly startTime: number;
    readonly duration: number;
    readonly tags: readonly Tag[];
  }[];
}

/** Undefined where Jaeger has no such trace. */
export async function traceOf({ jaeger }: Destinations, id: string): Promise<JaegerTrace | undefined> {
  try {
    const { data } = (await fetchJson(`${jaeger}/api/traces/${id}`)) as { readonly data: readonly JaegerTrace[] };
    return data[0];
  } catch (error) {
    if (error instanceof Error && error.message.includes(': 404 ')) return undefined;
    throw error;
  }
}

/** The traces that have these attributes on spans of a service. */
export async function searched(
  { jaeger }: Destinations,
  service: string,
  attributes: Readonly<Record<string, string>>,
): Promise<readonly JaegerTrace[]> {
  const parameters = new URLSearchParams({ service, tags: JSON.stringify(attributes), limit: '1000' });
  return (
    (await fetchJson(`${jaeger}/api/traces?${parameters.toString()}`)) as { readonly data: readonly JaegerTrace[] }
  ).data;
}

export interface FoundLine {
  /** The labels of its stream, and what is attached to it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The lines that a query finds between two times, in milliseconds. */
export async function linesOf(
  { loki }: Destinations,
  query: string,
  from: number,
  to: number,
): Promise<readonly FoundLine[]> {
  const parameters = new URLSearchParams({ query, start: `${from}000000`, end: `${to}000000`, limit: '1000' });
  const { data } = (await fetchJson(`${loki}/loki/api/v1/query_range?${parameters.toString()}`)) as {
    readonly data: {
      readonly result: readonly {
        readonly stream: Readonly<Record<string, string>>;
        readonly values: readonly (readonly [string, string])[];
      }[];
    };
  };
  return data.result.flatMap(({ stream, values }) => values.map(([, text]) => ({ labels: stream, text })));
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

const prometheusData = async <D>({ prometheus }: Destinations, path: string, parameters: Record<string, string>) =>
  (
    (await fetchJson(`${prometheus}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`)) as {
      readonly data: D;
    }
  ).data;

/** The values that a query has now. */
export async function valuesOf(where: Destinations, query: string): Promise<readonly number[]> {
  const { result } = await prometheusData<{ readonly result: readonly Series[] }>(where, 'query', { query });
  return result.map(({ value }) => Number(value[1]));
}

/** The labels of the series that a selector has chosen in the last hour. */
export const seriesOf = (where: Destinations, selector: string) =>
  prometheusData<readonly Readonly<Record<string, string>>[]>(where, 'series', { 'match[]': selector });

/** The exemplars of the last hour of a selector, by their labels. */
export async function exemplarsOf(
  where: Destinations,
  query: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const now = Date.now() / 1000;
  const found = await prometheusData<
    readonly { readonly exemplars: readonly { readonly labels: Readonly<Record<string, string>> }[] }[]
  >(where, 'query_exemplars', { query, start: `${now - 3600}`, end: `${now}` });
  return found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels));
}
