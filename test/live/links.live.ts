import { labelOf } from '../../telemetry/attribute';
import { EXPERIMENT_ID, SERVICE_NAME, SPAN_ID, TENANT_ID, TRACE_ID } from '../../telemetry/attributes';
import { cleanup } from './harness/cleanup';
import { exemplarsOf, linesOf, searched, seriesOf, traceOf, valuesOf, type JaegerTrace } from './links/destinations';
import { dashboardsOf } from './links/dashboards';
import { explored, linkSettings, shift, tracesOf, variablesOf } from './links/grafana';
import { followGraphs } from './links/graphs';
import { traceLinks } from './links/jaeger-pages';
import { monitored } from './links/monitor';
import { EXEMPLARS, isKept, SINGLE, startLinked, stored, type Linked } from './links/stack';
import { filled } from './links/templates';
import type { Line } from './links/traffic';

jest.setTimeout(300_000);

const links = linkSettings(SINGLE);
const later = cleanup();
let linked: Linked;

beforeAll(async () => {
  linked = await startLinked(later);
});

/** For whoever looks at the test: how many links of each kind were followed, and how many led to what they should. */
const table: { link: string; followed: number; found: number }[] = [];

/** @returns the share of links that led somewhere */
function count(link: string, led: readonly boolean[]): number {
  const found = led.filter((isFound) => isFound).length;
  table.push({ link, followed: led.length, found });
  return found / led.length;
}

afterAll(() => {
  console.table(table);
});

const texts = (lines: readonly Pick<Line, 'text'>[]): readonly string[] => lines.map(({ text }) => text).sort();
const writtenIn = (traceId: string): readonly Line[] => linked.sent.lines.filter((line) => line.traceId === traceId);
const millisecondsOf = ({ startTime, duration }: JaegerTrace['spans'][number]) => ({
  start: Math.floor(startTime / 1000),
  end: Math.floor((startTime + duration) / 1000),
});

test('at least 95 % of exemplars lead to a trace that is stored', async () => {
  const { where } = linked;
  const [destination] = links.prometheus.exemplarTraceIdDestinations;
  expect(destination?.datasourceUid).toBe('jaeger');
  const exemplars = await exemplarsOf(where, EXEMPLARS);
  expect(exemplars.length).toBeGreaterThan(50);
  const led = exemplars.map(
    async (labels) => (await traceOf(where, labels[destination?.name ?? ''] ?? 'none')) !== undefined,
  );
  expect(count('exemplar to trace', await Promise.all(led))).toBeGreaterThanOrEqual(0.95);
});

test('every span leads to the lines that its service wrote in its trace, and to no others', async () => {
  const { query, spanStartTimeShift, spanEndTimeShift } = links.jaeger.tracesToLogsV2;
  const led: boolean[] = [];
  for (const trace of linked.traces) {
    for (const span of trace.spans) {
      const { start, end } = millisecondsOf(span);
      const asked = filled(query, variablesOf(trace, span)) ?? 'no link';
      const lines = await linesOf(
        linked.where,
        asked,
        start + shift(spanStartTimeShift),
        end + shift(spanEndTimeShift),
      );
      const service = trace.processes[span.processID]?.serviceName;
      expect(texts(lines)).toEqual(texts(writtenIn(trace.traceID).filter((line) => line.service === service)));
      led.push(lines.length > 0);
    }
  }
  expect(count('span to logs', led)).toBe(1);
});

/** What stands for the window that Grafana takes for a graph of an hour. */
const WINDOW = '5m';
const SELECTOR = /[a-z_]+\{[^}]*\}/g;

test('every span leads to the rate, the errors and the durations of spans like it', async () => {
  const { where, traces } = linked;
  const led: boolean[] = [];
  for (const trace of traces) {
    for (const span of trace.spans) {
      const like = {
        [labelOf(SERVICE_NAME)]: trace.processes[span.processID]?.serviceName,
        span_name: span.operationName,
      };
      const variables = { ...variablesOf(trace, span), __rate_interval: WINDOW };
      const asked = links.jaeger.tracesToMetrics.queries.map(({ query }) => filled(query, variables) ?? 'no link');
      for (const [selector] of [...new Set(asked)].join(' ').matchAll(SELECTOR)) {
        for (const labels of await seriesOf(where, selector)) expect(labels).toMatchObject(like);
      }
      for (const query of asked) {
        const values = await valuesOf(where, query);
        led.push(values.length === 1 && values.every(Number.isFinite));
      }
    }
  }
  expect(count('span to metrics', led)).toBe(1);
});

test('every line of a trace that is kept leads to it, by one link, and so to the span that wrote it', async () => {
  const { where, traces } = linked;
  const led: boolean[] = [];
  for (const trace of traces) {
    const times = trace.spans.map(millisecondsOf);
    const lines = await linesOf(
      where,
      `{${labelOf(SERVICE_NAME)}=~".+"} | ${labelOf(TRACE_ID)}="${trace.traceID}"`,
      Math.min(...times.map(({ start }) => start)) - 1000,
      Math.max(...times.map(({ end }) => end)) + 1000,
    );
    expect(lines).toHaveLength(writtenIn(trace.traceID).length);
    for (const line of lines) {
      const [traceId, ...more] = tracesOf(links, line);
      expect(more).toEqual([]);
      const { spans } = await stored(where, traceId ?? 'no link');
      led.push(spans.some(({ spanID }) => spanID === line.labels[labelOf(SPAN_ID)]));
    }
  }
  expect(count('log line to trace', led)).toBe(1);
});

test('a line of text leads to the trace that it names, and one that names none leads nowhere', () => {
  const traceId = linked.traces[0]?.traceID ?? '';
  const labels = { [labelOf(SERVICE_NAME)]: 'postgres' };
  expect(tracesOf(links, { labels, text: `LOG: slow trace_id=${traceId} 3 s` })).toEqual([traceId]);
  expect(tracesOf(links, { labels, text: 'LOG: slow' })).toEqual([]);
});

test("a trace on Jaeger's page leads to the lines of all its services", async () => {
  const led: boolean[] = [];
  for (const trace of linked.traces) {
    const startTime = Math.min(...trace.spans.map((span) => span.startTime));
    const endTime = Math.max(...trace.spans.map((span) => span.startTime + span.duration));
    const [address, ...more] = traceLinks(SINGLE, 'jaeger', { traceID: trace.traceID, startTime, endTime });
    expect(more).toEqual([]);
    const { datasource, expr, from, to } = explored(address);
    expect(datasource).toBe('loki');
    const lines = await linesOf(linked.where, expr, Date.parse(from), Date.parse(to));
    expect(texts(lines)).toEqual(texts(writtenIn(trace.traceID)));
    led.push(lines.length > 0);
  }
  expect(count("Jaeger's page to logs", led)).toBe(1);
});

test('every graph of a service leads to lines of that service and time, on the dashboard of logs', async () => {
  const { led, strays } = await followGraphs(linked, dashboardsOf(SINGLE));
  expect(strays).toEqual([]);
  expect(led.length).toBeGreaterThan(0);
  expect(count('graph to logs', led)).toBe(1);
});

/** Over which Jaeger takes rates, by default. */
const SECONDS = 600;

test('the Monitor tab of Jaeger shows what was counted: every call, whether its trace was kept or not', async () => {
  const { where, before, sent } = linked;
  const led: boolean[] = [];
  for (const [service, answered] of sent.answered) {
    const [rate = NaN, ...more] = await monitored(where, 'calls', service, SECONDS);
    expect(more).toEqual([]);
    // What was sent before may have been counted when it was first seen, or after; the rest is what rate() makes up at the edges.
    expect(rate * SECONDS).toBeGreaterThan(answered * 0.98);
    expect(rate * SECONDS).toBeLessThan((answered + (before.answered.get(service) ?? 0)) * 1.02);
    const [errors, p95] = await Promise.all([
      monitored(where, 'errors', service, SECONDS),
      monitored(where, 'latencies', service, SECONDS),
    ]);
    led.push((errors[0] ?? NaN) < 1 && (p95[0] ?? NaN) > 0);
  }
  expect(count("Jaeger's Monitor tab", led)).toBe(1);
});

test('traces are found by tenant and experiment', async () => {
  const { where, before, sent } = linked;
  const failed = [...before.traces, ...sent.traces].filter(isKept);
  const { tenant, experiment } = failed[0]?.request ?? { tenant: '', experiment: '' };
  const found = await searched(where, 'postgres', { [TENANT_ID.name]: tenant, [EXPERIMENT_ID.name]: experiment });
  const alike = failed.filter(({ request }) => request.tenant === tenant && request.experiment === experiment);
  expect(alike.length).toBeGreaterThan(1);
  expect(found.map(({ traceID }) => traceID)).toEqual(expect.arrayContaining(alike.map(({ traceId }) => traceId)));
  const others = found
    .flatMap(({ spans }) => spans.flatMap(({ tags }) => tags))
    .filter(
      ({ key, value }) =>
        (key === TENANT_ID.name && value !== tenant) || (key === EXPERIMENT_ID.name && value !== experiment),
    );
  expect(others).toEqual([]);
});
