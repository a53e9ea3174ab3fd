import { fetchJson } from '../harness/http';

/** Identities of spans by that of their trace. */
export type SpansByTrace = ReadonlyMap<string, ReadonlySet<string>>;

interface Answer {
  readonly data: readonly {
    readonly traceID: string;
    readonly spans: readonly { readonly spanID: string }[];
  }[];
}

const MOST = 100_000;
const MICROSECONDS = 1e6;

export interface Search {
  readonly service: string;
  /** Seconds since the epoch. */
  readonly since: number;
  /** Values of attributes that one span has. Default: any. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The traces that Jaeger finds, each with all of its spans. @param query its base URL */
export async function found(query: string, { service, since, tags = {} }: Search): Promise<SpansByTrace> {
  const parameters = new URLSearchParams({
    service,
    start: `${Math.floor(since * MICROSECONDS)}`,
    end: `${Date.now() * 1000}`,
    limit: `${MOST}`,
    tags: JSON.stringify(tags),
  });
  const { data } = (await fetchJson(`${query}/api/traces?${parameters.toString()}`)) as Answer;
  return new Map(data.map(({ traceID, spans }) => [traceID, new Set(spans.map(({ spanID }) => spanID))]));
}

/** All traces with a span of one of these services. */
export async function stored(query: string, since: number, services: readonly string[]): Promise<SpansByTrace> {
  const all: (readonly [string, ReadonlySet<string>])[] = [];
  for (const service of services) all.push(...(await found(query, { service, since })));
  return new Map(all);
}
