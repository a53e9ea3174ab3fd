import { join } from 'node:path';
import { ENVIRONMENTS } from '../../../environments';
import { TRACE_ID } from '../../../telemetry/attributes';
import { OF_ALL_SPANS, OF_KEPT_SPANS } from '../../../telemetry/span-series';
import { startCollectors } from '../backends/collectors';
import { startJaeger } from '../backends/jaeger';
import { startLoki } from '../backends/loki';
import { freePorts, LOOPBACK } from '../harness/ports';
import { rendered } from '../harness/rendered';
import { scratch } from '../harness/scratch';
import { eventually } from '../harness/wait';
import { exemplarsOf, traceOf, valuesOf, type Destinations, type JaegerTrace } from './destinations';
import { startScraping } from './prometheus';
import { send, type Sent } from './traffic';

/** All series are there, and scraped, before what is counted is sent. */
const BEFORE = { seed: 'before', count: 60, shares: { failing: 0.5, slow: 0.05, hot: 0, debug: 0 } };
/** Of each of two paths: one in ten fails, and one in a hundred of the rest is kept. */
const MEASURED = { seed: 'measured', count: 1000, shares: { failing: 0.1, slow: 0.01, hot: 0, debug: 0 } };
/** Traces of each path whose links are followed. */
const FOLLOWED = 12;

/** Series whose exemplars links start from. */
export const EXEMPLARS = `${OF_KEPT_SPANS.duration}_bucket`;

const named = (fits: (environment: (typeof ENVIRONMENTS)[number]) => boolean): string => {
  const found = ENVIRONMENTS.find(fits);
  if (!found) throw new Error('no environment fits');
  return found.name;
};

/** Jaeger and Loki of one process each, Grafana's data sources, and Jaeger's pages. */
export const SINGLE = rendered(named(({ availability }) => availability === 'single'));
/** Collectors with room for what is sent at once; but for sizes, all have the same configuration. */
const LARGE = rendered(named(({ stage }) => stage === 'production'));

/** What was sent through real programs, and is there to be linked. */
export interface Linked {
  readonly where: Destinations;
  /** When it began and ended to be sent, in milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly before: Sent;
  readonly sent: Sent;
  /** Some of what is stored: requests of both paths that have failed. */
  readonly traces: readonly JaegerTrace[];
}

export const isKept = ({ request }: Sent['traces'][number]): boolean => request.failing !== undefined;

/** Starts everything, sends some two thousand traces and their lines, and waits until they are where they belong. */
export async function startLinked(later: (task: () => Promise<void> | void) => void): Promise<Linked> {
  const place = scratch('links');
  later(() => {
    place.remove();
  });
  const [port = 0] = await freePorts(1);
  const prometheus = `http://${LOOPBACK}:${port}`;
  const loki = await startLoki(SINGLE, join(place.folder, 'loki'));
  later(() => loki.stop());
  const jaeger = await startJaeger(SINGLE, join(place.folder, 'jaeger'), prometheus);
  later(() => jaeger.stop());
  const {
    otlpHttp: otlp,
    spanMetrics,
    ...collectors
  } = await startCollectors({
    objects: LARGE,
    folder: join(place.folder, 'collectors'),
    jaegerOtlpGrpcPort: jaeger.otlpGrpcPort,
    lokiUrl: loki.url,
  });
  later(() => collectors.stop());
  const scraping = await startScraping({ objects: LARGE, folder: place.folder, port, spanMetrics });
  later(() => scraping.stop());
  const where = { loki: loki.url, jaeger: jaeger.query, prometheus };

  const from = Date.now() - 60_000;
  const before = await send({ otlp, ...BEFORE });
  await counted(where, before);
  const sent = await send({ otlp, ...MEASURED });
  await counted(where, before, sent);
  await marked(where, sent);
  return { where, from, to: Date.now(), before, sent, traces: await eventually(() => followed(where, sent), 60) };
}

/** Waits until Prometheus has counted every call that the services have answered. */
const counted = (where: Destinations, ...all: readonly Sent[]): Promise<void> =>
  eventually(async () => {
    const answered = all.flatMap((one) => [...one.answered.values()]).reduce((sum, value) => sum + value, 0);
    expect(await valuesOf(where, `sum(${OF_ALL_SPANS.calls}{span_kind="SPAN_KIND_SERVER"})`)).toEqual([answered]);
  }, 60);

/** Waits until Prometheus has exemplars of what was sent. */
function marked(where: Destinations, { traces }: Sent): Promise<void> {
  const ids = new Set(traces.map(({ traceId }) => traceId));
  return eventually(async () => {
    const found = await exemplarsOf(where, EXEMPLARS);
    expect(found.filter((labels) => ids.has(labels[TRACE_ID.name] ?? '')).length).toBeGreaterThan(0);
  }, 150);
}

/** The last of each path that were kept. @throws Error while one is not stored */
function followed(where: Destinations, { traces }: Sent): Promise<readonly JaegerTrace[]> {
  const some = (['prediction', 'wafer map'] as const).flatMap((path) =>
    traces.filter((trace) => isKept(trace) && trace.request.path === path).slice(-FOLLOWED),
  );
  return Promise.all(some.map(({ traceId }) => stored(where, traceId)));
}

/** @throws Error where Jaeger does not have it */
export async function stored(where: Destinations, traceId: string): Promise<JaegerTrace> {
  const found = await traceOf(where, traceId);
  if (!found) throw new Error(`Jaeger has no trace ${traceId}`);
  return found;
}
