import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import { labelOf } from '../../telemetry/attribute';
import { NAMESPACE_NAME, REQUEST_ID, TRACE_ID, USER_ID } from '../../telemetry/attributes';
import { LEVEL_LABEL } from '../../telemetry/levels';
import { REDACTED } from '../../telemetry/redaction';
import { AUDIT, STREAM_ATTRIBUTES } from '../../telemetry/streams';
import { startCollectors, type Collectors } from './backends/collectors';
import { startJaeger, type Jaeger } from './backends/jaeger';
import { lines, linesSince, startLoki, type Loki, type Stored } from './backends/loki';
import { newTraceId } from './backends/telemetry';
import { cleanup } from './harness/cleanup';
import { fetchJson, fetchText, postJson } from './harness/http';
import { rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually, sleep } from './harness/wait';
import { containerLog, type ContainerLog } from './logs/container';
import { isAudit, numberOf, recordOf, traceOf } from './logs/records';
import { secretLine, secretLog, secretSpan } from './logs/secrets';
import { table, tally, type Phase } from './logs/tally';

jest.setTimeout(360_000);

const SINGLE = ENVIRONMENTS.find(({ availability }) => availability === 'single')?.name ?? '';
const SERVICES = ['wafer-map', 'yield-predictor', 'stdf-parser', 'feature-store'];
const [OURS, OTHERS] = ['ml-platform', 'quality'];
const COUNT = 100_000;
/** How many are written before the next thing happens, and how many at once. */
const PART = COUNT / 10;
const BATCH = 400;
const PAUSE_SECONDS = 0.1;
const LOKI_AWAY_SECONDS = 60;

const of = (namespace: string): string => `{${labelOf(NAMESPACE_NAME)}="${namespace}"}`;

describe('log lines on their way', () => {
  const later = cleanup();
  const since = BigInt(Date.now()) * 1_000_000n;
  let collectors: Collectors;
  let loki: Loki;
  let jaeger: Jaeger;
  let logs: readonly ContainerLog[];
  let stored: readonly Stored[] = [];

  beforeAll(async () => {
    const place = scratch('logs');
    later(() => {
      place.remove();
    });
    const objects = rendered(SINGLE);
    loki = await startLoki(objects, join(place.folder, 'loki'));
    later(() => loki.stop());
    jaeger = await startJaeger(objects, join(place.folder, 'jaeger'));
    later(() => jaeger.stop());
    collectors = await startCollectors({
      objects,
      folder: join(place.folder, 'collectors'),
      jaegerOtlpGrpcPort: jaeger.otlpGrpcPort,
      lokiUrl: loki.url,
    });
    later(() => collectors.stop());
    logs = SERVICES.map((service) => containerLog(collectors.logs, OURS, service));
  });

  let next = 0;
  /** Writes records, by turns to each container. */
  async function write(count: number): Promise<void> {
    const end = next + count;
    while (next < end) {
      const numbers = Array.from({ length: BATCH }, (_, i) => next + i);
      logs.forEach((log, turn) => {
        log.write(numbers.filter((i) => i % logs.length === turn).map(recordOf));
      });
      next += BATCH;
      await sleep(PAUSE_SECONDS);
    }
  }
  const rotate = async (): Promise<void> => {
    await Promise.all(logs.map((log) => log.rotate()));
  };

  /** What the agent has counted since it was started. */
  async function counted(metric: string, component: string): Promise<number> {
    const line = (await fetchText(collectors.agent.metrics))
      .split('\n')
      .find((one) => one.startsWith(`${metric}{`) && one.includes(component));
    return Number(line?.split(' ').at(-1) ?? 0);
  }
  const read = (): Promise<number> => counted('otelcol_receiver_accepted_log_records_total', 'receiver="file_log"');
  const waiting = (): Promise<number> => counted('otelcol_exporter_queue_size', 'otlp_http/loki');

  test('of a hundred thousand none is lost: not by a rotation, not with the agent or Loki away', async () => {
    const phases: Phase[] = [];
    const phase = async (name: string, happen: () => Promise<void>): Promise<void> => {
      const from = next;
      await happen();
      phases.push({ name, from, to: next });
    };
    let lives = 0;
    await phase('all run, a rotation', async () => {
      await write(PART);
      await rotate();
      await write(PART);
      // A file that is rotated a second time is gone: until then, the agent has to be through with it.
      await eventually(async () => {
        expect(await read()).toBeGreaterThanOrEqual(next);
      }, 60);
    });
    await phase('the agent is stopped, a rotation', async () => {
      lives += await read();
      const stopped = collectors.agent.stop();
      await write(PART);
      await stopped;
      await rotate();
      await write(PART);
      await collectors.agent.restart();
    });
    await phase('the agent is killed', async () => {
      await write(PART);
      lives += await read();
      await collectors.agent.kill();
      await write(PART);
      await collectors.agent.restart();
    });
    await phase('Loki is away for a minute', async () => {
      await write(PART);
      await loki.stop();
      const back = sleep(LOKI_AWAY_SECONDS);
      await write(PART);
      await eventually(async () => {
        expect(await waiting()).toBeGreaterThan(0);
      }, LOKI_AWAY_SECONDS);
      await back;
      await loki.restart();
    });
    await phase('all run again', () => write(COUNT - next));
    await eventually(
      async () => {
        stored = await linesSince(loki.url, of(OURS), since);
        expect(new Set(stored.map(({ line }) => numberOf(line))).size).toBe(COUNT);
      },
      120,
      5,
    ).catch(() => undefined);
    const rows = tally(
      phases,
      stored.map(({ line }) => line),
    );
    const sum = (column: 'sent' | 'stored' | 'repeated' | 'lost') => rows.reduce((all, row) => all + row[column], 0);
    const total = {
      phase: 'together',
      sent: sum('sent'),
      stored: sum('stored'),
      repeated: sum('repeated'),
      lost: sum('lost'),
    };
    process.stdout.write(
      `\n${table([...rows, total])}\nthe agent's three lives read ${lives + (await read())} (otelcol_receiver_accepted_log_records_total)\n\n`,
    );
    expect(rows.map(({ phase: name, lost }) => [name, lost])).toEqual(phases.map(({ name }) => [name, 0]));
    expect(total.sent).toBe(COUNT);
    // Positions are written when all files have been read to their ends: an agent that is killed before reads again all that it has
    // read. Loki takes the same line for the same, unless it is put into another part of a stream that is written fast.
    expect(total.repeated).toBeLessThan(COUNT / 10);
  });

  test('each is stored as it was written, a traceback as one', () => {
    expect(stored.filter(({ line }) => line !== recordOf(numberOf(line))).slice(0, 3)).toEqual([]);
  });

  test('streams are made by the declared labels alone, and by nobody who asked', async () => {
    const { data: labels } = (await fetchJson(`${loki.url}/loki/api/v1/labels`)) as { data: readonly string[] };
    const query = encodeURIComponent(of(OURS));
    const { data: series } = (await fetchJson(`${loki.url}/loki/api/v1/series?match[]=${query}`)) as {
      data: readonly Readonly<Record<string, string>>[];
    };
    // Loki's own, for the parts of a stream that is written fast.
    const declared = [...STREAM_ATTRIBUTES.map(labelOf), '__stream_shard__'];
    expect(labels.filter((label) => !declared.some((one) => one === label))).toEqual([]);
    const keys = [...new Set(series.flatMap((one) => Object.keys(one)))];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((label) => !declared.some((one) => one === label))).toEqual([]);
  });

  test('audit lines are apart, all of them and no others', async () => {
    const audited = await linesSince(loki.url, `{${AUDIT.label}="${AUDIT.value}"}`, since);
    const numbers = [...new Set(audited.map(({ line }) => numberOf(line)))].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: COUNT }, (_, i) => i).filter(isAudit));
  });

  test('a line is found by its trace, and has its request, its user and its level attached', async () => {
    const i = COUNT - 50;
    const [found, ...others] = await lines(loki.url, `${of(OURS)} | ${labelOf(TRACE_ID)}="${traceOf(i)}"`);
    expect(others).toEqual([]);
    expect(found?.lines.map(numberOf)).toEqual([i]);
    expect(found?.stream).toMatchObject({
      [labelOf(REQUEST_ID)]: `request-${i}`,
      [labelOf(USER_ID)]: `user-${i % 500}`,
      [LEVEL_LABEL]: 'error',
    });
  });

  test('secrets leave the node in no line and in no span, however they are sent', async () => {
    const traceId = newTraceId();
    containerLog(collectors.logs, OTHERS, 'leaky').write([secretLine()]);
    await postJson(`${collectors.otlpHttp}/v1/logs`, secretLog());
    await postJson(`${collectors.otlpHttp}/v1/traces`, secretSpan(traceId));
    await eventually(async () => {
      const ofFile = await lines(loki.url, of(OTHERS));
      const sent = await lines(loki.url, '{service_name="leaky"} | json');
      expect([ofFile.length, sent.length]).not.toContain(0);
      const found = [...ofFile, ...sent];
      const trace = await fetchText(`${jaeger.query}/api/v3/traces/${traceId}`);
      for (const text of [...found.map((one) => JSON.stringify(one)), trace]) {
        expect(text).toContain(REDACTED);
        expect(text).not.toContain('hunter2');
      }
    }, 90);
  });
});
