import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import * as spanMetrics from '../../workloads/spans';
import { startCollectors, type Collectors } from './backends/collectors';
import { startJaeger } from './backends/jaeger';
import { CREDENTIALS, startJaegerParts } from './backends/jaeger-parts';
import { lines, startLoki, type Loki } from './backends/loki';
import { startOpenSearch, type OpenSearchStub } from './backends/open-search';
import { logLine, newTraceId, span } from './backends/telemetry';
import { cleanup } from './harness/cleanup';
import { fetchJson, fetchText, postJson } from './harness/http';
import { rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';

jest.setTimeout(300_000);

/** One environment of each shape: others of the same shape have the same configuration, but for names. */
const [SINGLE, REPLICATED] = (['single', 'replicated'] as const).map((shape) => {
  const found = ENVIRONMENTS.find(({ availability }) => availability === shape);
  if (!found) throw new Error(`no environment is ${shape}`);
  return found.name;
}) as [string, string];

/** The name of the file in which a node has the log of a container. */
const CONTAINER = join('ml-platform_yield-predictor-abc_0c4f5d2e-8f7a-4e43-9d61-3f6ab1f1d0aa', 'yield-predictor');

const DAY_SECONDS = 86_400;
const day = (ago: number): string => new Date(Date.now() - ago * DAY_SECONDS * 1000).toISOString().slice(0, 10);

describe.each([SINGLE, REPLICATED])('the collectors of %s', (name) => {
  const later = cleanup();
  let collectors: Collectors;
  let loki: Loki;
  let query: string;
  let openSearch: OpenSearchStub | undefined;

  beforeAll(async () => {
    const place = scratch('collectors');
    later(() => {
      place.remove();
    });
    const objects = rendered(name);
    loki = await startLoki(rendered(SINGLE), join(place.folder, 'loki'));
    later(() => loki.stop());
    const jaegerFolder = join(place.folder, 'jaeger');
    let jaegerOtlpGrpcPort: number;
    if (name === SINGLE) {
      const jaeger = await startJaeger(objects, jaegerFolder);
      later(() => jaeger.stop());
      ({ query, otlpGrpcPort: jaegerOtlpGrpcPort } = jaeger);
    } else {
      const stub = await startOpenSearch();
      later(() => stub.stop());
      const jaeger = await startJaegerParts(objects, jaegerFolder, stub.url);
      later(() => jaeger.stop());
      ({ query, otlpGrpcPort: jaegerOtlpGrpcPort } = jaeger);
      openSearch = stub;
    }
    collectors = await startCollectors({
      objects,
      folder: join(place.folder, 'collectors'),
      jaegerOtlpGrpcPort,
      lokiUrl: loki.url,
    });
    later(() => collectors.stop());
  });

  test('a span that a pod sends to its agent comes through gateway and sampler to Jaeger, which shows it', async () => {
    const traceId = newTraceId();
    await postJson(`${collectors.otlpHttp}/v1/traces`, span(traceId, 'judge wafer'));
    await eventually(async () => {
      const answer = await fetchJson(`${query}/api/v3/traces/${traceId}`);
      expect(JSON.stringify(answer)).toContain('judge wafer');
    }, 60);
  });

  test('it is counted and timed by service, name, kind and status, with the bounds that are declared', async () => {
    const { spanCalls, spanDuration } = spanMetrics;
    const labels =
      'service_name="yield-predictor",span_kind="SPAN_KIND_SERVER",span_name="judge wafer",status_code="STATUS_CODE_UNSET"';
    await eventually(async () => {
      const text = (await fetchText(collectors.spanMetrics)).split('\n').filter((line) => line.includes(labels));
      const counted = text.filter((line) => line.startsWith(`${spanCalls.spec.name}{`));
      expect(counted.map((line) => line.split(' ').at(-1))).toEqual(['1']);
      const bounds = text.flatMap((line) => {
        const [, bound] = line.startsWith(`${spanDuration.spec.name}_bucket{`) ? (/le="([^"]+)"/.exec(line) ?? []) : [];
        return bound === undefined || bound === '+Inf' ? [] : [Number(bound)];
      });
      expect(bounds).toEqual(spanDuration.spec.buckets);
    }, 60);
  });

  if (name === REPLICATED) {
    test('Jaeger writes to an index of the day, asks for as many as it looks back, and says who it is', () => {
      const ofDay = (kind: string, ago: number): string => `${name}-jaeger-${kind}-${day(ago)}`;
      expect(openSearch?.indices()).toEqual([ofDay('service', 0), ofDay('span', 0)]);
      const days = Array.from({ length: 8 }, (_, ago) => ofDay('span', ago));
      const searched = openSearch?.searched() ?? [];
      expect(searched).toEqual(expect.arrayContaining(days));
      // It looks an hour further back than it is asked to: in the first hour of a day that is a day more.
      expect(searched.filter((index) => ![...days, ofDay('span', 8)].includes(index))).toEqual([]);
      const { user, password } = CREDENTIALS;
      expect(openSearch?.authorization()).toBe(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
    });
  }

  test('a line that a container writes is found in Loki: a stream of its namespace and container, its pod attached', async () => {
    const folder = join(collectors.logs, CONTAINER);
    mkdirSync(folder, { recursive: true });
    const message = JSON.stringify({ level: 'info', message: `wafer ${newTraceId()}` });
    // The runtime splits long lines, here behind a blank; `P` says that the rest follows.
    const half = message.indexOf(' ') + 1;
    const now = new Date().toISOString();
    appendFileSync(
      join(folder, '0.log'),
      `${now} stdout P ${message.slice(0, half)}\n${now} stdout F ${message.slice(half)}\n`,
    );
    await eventually(async () => {
      const [found] = await lines(loki.url, '{k8s_namespace_name="ml-platform"}');
      expect(found?.lines).toEqual([message]);
      expect(found?.stream).toMatchObject({
        k8s_namespace_name: 'ml-platform',
        k8s_container_name: 'yield-predictor',
        k8s_pod_name: 'yield-predictor-abc',
      });
    }, 60);
  });

  test('a line that a pod sends is found in Loki, in the audit stream if it says so', async () => {
    const message = `read by ${newTraceId()}`;
    await postJson(`${collectors.otlpHttp}/v1/logs`, logLine(message, { 'log.type': 'audit', 'user.id': 'u-1' }));
    await eventually(async () => {
      const [found] = await lines(loki.url, '{log_type="audit"}');
      expect(found?.lines).toEqual([message]);
    }, 60);
    const labels = await fetchJson(`${loki.url}/loki/api/v1/labels`);
    expect(JSON.stringify(labels)).not.toMatch(/user|pod/);
  });

  test('each tier tells of itself what it has taken and passed on', async () => {
    for (const url of collectors.metrics) {
      const metrics = await fetchText(url);
      expect(metrics).toMatch(/^otelcol_receiver_accepted_spans_total{.*} [1-9]/m);
      expect(metrics).toMatch(/^otelcol_exporter_sent_spans_total{.*} [1-9]/m);
    }
  });
});
