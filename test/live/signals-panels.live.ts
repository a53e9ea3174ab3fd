import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import { containerLogs } from '../../simulator/telemetry/container-logs';
import { requestOf } from '../../simulator/telemetry/request';
import { startSender, type Trace } from '../../simulator/telemetry/sender';
import { TRACE_ID } from '../../telemetry/attributes';
import { TRACE_OF_EXEMPLAR } from '../../telemetry/links';
import { AUDIT } from '../../telemetry/streams';
import { startCollectors } from './backends/collectors';
import { startJaeger } from './backends/jaeger';
import { startLoki } from './backends/loki';
import { logLine } from './backends/telemetry';
import { cleanup } from './harness/cleanup';
import { dashboards, type Dashboard, type Panel } from './harness/dashboards';
import { postJson } from './harness/http';
import { interpolate, type Choice } from './harness/interpolation';
import { freePorts, LOOPBACK } from './harness/ports';
import { rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';
import { exemplarsOf, valuesOf, type Destinations } from './links/destinations';
import { startScraping } from './links/prometheus';
import { answer, labelValues, search } from './signals-panels/sources';

jest.setTimeout(300_000);

const SINGLE = ENVIRONMENTS.find(({ availability }) => availability === 'single')?.name ?? '';
const objects = rendered(SINGLE);
const all = dashboards(objects);

const REQUESTS = 150;
const SHARES = { failing: 0.3, slow: 0.2, hot: 0, debug: 0 };
/** No request is told of before it is over. */
const AGO_SECONDS = 10;
/** More messages than Loki gives series to one query (`max_query_series`, 500), which differ in more than numbers. */
const MESSAGES = 600;
const TRACEBACKS = 20;

const later = cleanup();
let where: Destinations;
let traces: readonly Trace[];

beforeAll(async () => {
  const place = scratch('signals');
  later(() => {
    place.remove();
  });
  const [port = 0] = await freePorts(1);
  const loki = await startLoki(objects, join(place.folder, 'loki'));
  later(() => loki.stop());
  const jaeger = await startJaeger(objects, join(place.folder, 'jaeger'));
  later(() => jaeger.stop());
  const collectors = await startCollectors({
    objects,
    folder: join(place.folder, 'collectors'),
    jaegerOtlpGrpcPort: jaeger.otlpGrpcPort,
    lokiUrl: loki.url,
  });
  later(() => collectors.stop());
  const { spanMetrics, otlpHttp } = collectors;
  const scraping = await startScraping({ objects, folder: place.folder, port, spanMetrics });
  later(() => scraping.stop());
  where = { loki: loki.url, jaeger: jaeger.query, prometheus: `http://${LOOPBACK}:${port}` };
  traces = await send(otlpHttp, collectors.logs);
});

/** Requests of both paths, their lines as their containers write them; lines that are audited; and failures of all kinds. */
async function send(otlp: string, logs: string): Promise<readonly Trace[]> {
  const writeOf = containerLogs(logs);
  const sender = startSender({ otlp, seed: ['signals'], writeOf });
  const played: Trace[] = [];
  for (let i = 0; i < REQUESTS; i++) {
    for (const path of ['prediction', 'wafer map'] as const) {
      played.push(await sender.play(requestOf(path, SHARES, 'signals', i), Date.now() / 1000 - AGO_SECONDS));
    }
  }
  await sender.close();
  const write = writeOf('feature-store');
  const now = Date.now() / 1000;
  for (let i = 0; i < MESSAGES; i++) {
    write(JSON.stringify({ level: 'error', message: `no feature ${inLetters(i)} of wafer ${i}` }), now);
  }
  for (let i = 0; i < TRACEBACKS; i++) {
    write(JSON.stringify({ level: 'error', message: `cannot read lot L${i}f:\nTraceback, line ${i}` }), now);
  }
  await postJson(`${otlp}/v1/logs`, logLine('u-17 read lot L123', { [AUDIT.attribute.name]: AUDIT.value }));
  return played;
}

/** A number as a word. */
const inLetters = (i: number): string => String(i).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');

const asks = (kind: 'logs' | 'searches' | 'exemplars') =>
  all.flatMap((dashboard) =>
    dashboard.panels.flatMap((panel) =>
      panel[kind].length === 0 ? [] : [{ title: `${dashboard.title}, ${panel.title}`, dashboard, panel }],
    ),
  );

const widest = ({ streams, variables, fixed }: Dashboard): Choice => ({
  ...Object.fromEntries(variables.map(({ name, allValue = '.+' }) => [name, allValue])),
  ...Object.fromEntries(streams.map(({ name, allValue }) => [name, allValue])),
  ...Object.fromEntries(fixed.map(({ name, values: [first = ''] }) => [name, first])),
});

const RANGE_SECONDS = 600;
const TIMES: Choice = { __auto: '60s', __range: `${RANGE_SECONDS}s` };

/** What each query of a panel finds with these choices: numbers, or lines. */
const found = ({ logs }: Panel, choice: Choice) =>
  Promise.all(
    logs.map(({ expr, queryType, maxLines }) =>
      answer(where, interpolate(expr, { ...TIMES, ...choice }), {
        isInstant: queryType === 'instant',
        seconds: RANGE_SECONDS,
        ...(maxLines !== undefined && { limit: maxLines }),
      }),
    ),
  );

describe('what panels ask of Loki', () => {
  test.each(asks('logs'))('$title shows something, and only numbers that are some', async ({ dashboard, panel }) => {
    await eventually(async () => {
      for (const { series, lines } of await found(panel, widest(dashboard))) {
        expect(series.length + lines.length).toBeGreaterThan(0);
        expect(series.flatMap(({ values }) => values).filter((value) => !Number.isFinite(value))).toEqual([]);
      }
    }, 60);
  });

  test.each(asks('logs'))('$title can be asked for each value of each variable', async ({ dashboard, panel }) => {
    for (const { name, label } of dashboard.streams) {
      const values = await labelValues(where, label);
      expect(values.length).toBeGreaterThan(1);
      for (const value of values) await found(panel, { ...widest(dashboard), [name]: value });
    }
  });

  test('the patterns of failures are few, however many messages there are, and the most frequent come first', async () => {
    const [asked] = asks('logs').filter(({ panel }) => panel.title === 'Top patterns of failures');
    if (!asked) throw new Error('no dashboard has patterns');
    const [{ series } = { series: [] }] = await found(asked.panel, widest(asked.dashboard));
    const patterns = series.map(({ labels, values }) => [labels.service_name, labels.message_pattern, ...values]);
    expect(patterns).toContainEqual(['postgres', expect.stringMatching(/ failed$/), expect.any(Number)]);
    expect(patterns).toContainEqual(['feature-store', 'cannot read lot L#:', TRACEBACKS]);
    expect(series.length).toBeLessThanOrEqual(12);
    const counts = series.flatMap(({ values }) => values);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  test('a trace that is named leaves its own lines', async () => {
    const [asked] = asks('logs').filter(({ panel }) => panel.title === 'Lines');
    if (!asked) throw new Error('no dashboard has lines');
    const traceId = traces[0]?.traceId ?? '';
    const [{ lines } = { lines: [] }] = await found(asked.panel, {
      ...widest(asked.dashboard),
      [TRACE_ID.name]: traceId.slice(0, 16),
    });
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter((line) => !line.includes(traceId))).toEqual([]);
  });
});

describe('what panels ask of Jaeger', () => {
  test.each(asks('searches'))('$title finds traces of the service', async ({ dashboard, panel }) => {
    for (const target of panel.searches) {
      const choice = { ...widest(dashboard), service_name: 'wafer-map', min_duration: '1s' };
      const of = (text: string | undefined) => interpolate(text ?? '', choice);
      await eventually(async () => {
        const traceIds = await search(where, {
          service: of(target.service),
          minDuration: of(target.minDuration),
          tags: of(target.tags),
          limit: target.limit,
          seconds: RANGE_SECONDS,
        });
        expect(traceIds.length).toBeGreaterThan(0);
        expect(traces.filter((trace) => traceIds.includes(trace.traceId)).filter(isOther(panel))).toEqual([]);
      }, 90);
    }
  });

  /** Neither slow nor failing, as the panel has it. */
  const isOther =
    ({ title }: Panel) =>
    ({ request }: Trace): boolean =>
      title.startsWith('Slow') ? request.slow === undefined : request.failing === undefined;
});

describe('what panels ask of Prometheus for exemplars', () => {
  test.each(asks('exemplars'))('$title has some, of traces that were sent, and draws nothing by it', async (asked) => {
    const { dashboard, panel } = asked;
    const sent = new Set(traces.map(({ traceId }) => traceId));
    for (const { expr } of panel.exemplars) {
      const query = interpolate(expr, widest(dashboard));
      await eventually(async () => {
        const traceIds = (await exemplarsOf(where, query)).map((labels) => labels[TRACE_OF_EXEMPLAR] ?? '');
        expect(traceIds.length).toBeGreaterThan(0);
        expect(traceIds.filter((traceId) => !sent.has(traceId))).toEqual([]);
      }, 180);
      expect(await valuesOf(where, query)).toEqual([]);
    }
  });
});
