import { labelOf } from '../../telemetry/attribute';
import { EXPERIMENT_ID, SERVICE_NAME, TENANT_ID } from '../../telemetry/attributes';
import { DECISION_SECONDS, SAMPLING, type Kept } from '../../telemetry/sampling';
import { OF_ALL_SPANS } from '../../telemetry/span-series';
import type { Request } from '../../simulator/telemetry/request';
import { cleanup } from './harness/cleanup';
import { scratch } from './harness/scratch';
import { eventually, sleep } from './harness/wait';
import { exposed, sumOf } from './traces/exposed';
import { begun, lots, play, requests, startFloor, type Floor } from './traces/floor';
import { lineOf } from './traces/policies';
import { decided, startStack, type Stack } from './traces/stack';
import { found, type SpansByTrace } from './traces/stored';
import { table, type Row } from './traces/table';
import { seriesKey } from './traces/tally';
import { inJaeger, isWhole } from './traces/whole';

jest.setTimeout(240_000);

const LOTS = 50;
const OTHERS = 9_950;
const PER_SECOND = 400;
const SHARES = { failing: 0.05, slow: 0.03, hot: 0.04, debug: 0.1 } as const;

/** How far the kept part may lie from the declared share. Which traces these are follows from their ids, and so from the seed. */
const TOLERANCE: Readonly<Record<string, number>> = { debug: 0.03, rest: 0.003 };

/** By policy; each trace is counted for the first that keeps it. */
const SAMPLED = 'otelcol_processor_tail_sampling_count_traces_sampled_total';

describe('ten thousand traces, from services through agent, gateway and two samplers to Jaeger', () => {
  const later = cleanup();
  const played = new Map<string, Request>();
  let stack: Stack;
  let floor: Floor;
  let there: SpansByTrace;

  const samplers = (): readonly string[] => stack.collectors.samplers.map(({ metrics }) => metrics);
  const idsOf = (line: Kept): readonly string[] =>
    [...played].filter(([, request]) => lineOf(request) === line).map(([id]) => id);

  beforeAll(async () => {
    const place = scratch('traces');
    later(() => {
      place.remove();
    });
    stack = await startStack(place.folder);
    later(() => stack.stop());
    floor = startFloor(stack.collectors.otlpHttp, 'ten thousand');
    later(() => floor.sender.close());

    const open = await Promise.all(lots(LOTS).map((lot) => floor.sender.open(lot, begun())));
    await floor.sender.flush();
    const opened = Date.now() / 1000;
    for (const [id, request] of await play(floor, requests(OTHERS, SHARES), PER_SECOND)) played.set(id, request);
    // What else there is of the lots is decided on, and gone, when their roots end.
    await sleep(opened + DECISION_SECONDS + 10 - Date.now() / 1000);
    for (const lot of open) {
      await lot.end(Date.now() / 1000);
      played.set(lot.traceId, lot.request);
    }
    await floor.sender.flush();
    await decided(stack.collectors);
    await eventually(
      async () => {
        there = await inJaeger(stack, floor);
        expect(there.size).toBe(await sumOf(samplers(), SAMPLED, { decision: 'sampled' }));
      },
      60,
      2,
    );
  });

  test('are all kept that must be, and of the others the declared shares', async () => {
    const rows: Row[] = [];
    for (const line of SAMPLING) {
      const ids = idsOf(line);
      const kept = ids.filter((id) => there.has(id));
      const tolerance = TOLERANCE[line.name] ?? 0;
      const [least, most] = [line.share - tolerance, line.share + tolerance].map((share) => share * ids.length) as [
        number,
        number,
      ];
      const counted = await sumOf(samplers(), SAMPLED, { policy: line.name, decision: 'sampled' });
      rows.push({
        scenario: line.name,
        sent: ids.length,
        expected: tolerance === 0 ? `${ids.length}` : `${Math.ceil(least)}–${Math.floor(most)}`,
        kept: kept.length,
        lost: Math.max(0, Math.ceil(least) - kept.length),
        counted: `${SAMPLED}{policy="${line.name}"} ${counted}`,
      });
      expect(ids.length).toBeGreaterThan(0);
      expect(kept.length).toBeGreaterThanOrEqual(least);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(counted).toBe(kept.length);
    }
    process.stdout.write(`\n${table(rows)}\n\n`);
  });

  test('are whole, if they are there, also lots that have ended after the decision', async () => {
    // Batches are not waited for together: the root of a lot may come after the rest of it.
    await eventually(
      async () => {
        const now = await inJaeger(stack, floor);
        expect([...now.keys()].filter((id) => !isWhole(floor, id, now))).toEqual([]);
      },
      30,
      2,
    );
  });

  test('are counted to the span by service, name, kind and status, whether they were kept or not', async () => {
    const service = labelOf(SERVICE_NAME);
    await eventually(async () => {
      const urls = stack.collectors.samplers.map(({ spanMetrics }) => spanMetrics);
      const counted = new Map<string, number>();
      for (const { labels, value } of await exposed(urls, OF_ALL_SPANS.calls)) {
        const { [service]: name = '', span_name: span = '', span_kind: kind = '', status_code: status = '' } = labels;
        const key = seriesKey(name, span, kind, status);
        counted.set(key, (counted.get(key) ?? 0) + value);
      }
      expect(sorted(counted)).toEqual(sorted(floor.tally.counts));
    }, 60);
  });

  test('came to both samplers, each trace to one of them', async () => {
    const [a = 0, b = 0] = await Promise.all(
      stack.collectors.samplers.map(({ metrics }) =>
        sumOf([metrics], 'otelcol_processor_tail_sampling_new_trace_id_received_total'),
      ),
    );
    expect(a + b).toBe(LOTS + OTHERS);
    expect(Math.min(a, b)).toBeGreaterThan((LOTS + OTHERS) / 4);
  });

  test('are found by tenant and experiment, on any service of their path', async () => {
    const [id, request] = [...played].find(([, { path, isHot }]) => path === 'prediction' && isHot) ?? [];
    if (id === undefined || request === undefined) throw new Error('no prediction is of a hot lot');
    const tags = { [TENANT_ID.name]: request.tenant, [EXPERIMENT_ID.name]: request.experiment };
    for (const service of ['api-gateway', 'stdf-parser', 'feature-store', 'ml-model-serving', 'postgres']) {
      const ids = [...(await found(stack.jaeger.query, { service, since: floor.since, tags })).keys()];
      expect(ids).toContain(id);
      expect(
        ids
          .map((other) => played.get(other))
          .filter((other) => other?.tenant !== request.tenant || other.experiment !== request.experiment),
      ).toEqual([]);
    }
  });
});

const sorted = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts].map(([key, count]) => `${key}: ${count}`).sort();
