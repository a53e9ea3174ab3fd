import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../../environments';
import { labelOf } from '../../../telemetry/attribute';
import { CONTAINER_NAME } from '../../../telemetry/attributes';
import { AUDIT } from '../../../telemetry/streams';
import { linesSince, startLoki, type Loki } from '../backends/loki';
import { cleanup } from '../harness/cleanup';
import { fetchText, postJson } from '../harness/http';
import { rendered } from '../harness/rendered';
import { scratch } from '../harness/scratch';
import { eventually } from '../harness/wait';

jest.setTimeout(300_000);

const SINGLE = ENVIRONMENTS.find(({ availability }) => availability === 'single')?.name ?? '';
const HOUR_SECONDS = 3600;

/** Nanoseconds since 1970. */
const ago = (hours: number): bigint => BigInt(Math.floor(Date.now() / 1000 - hours * HOUR_SECONDS)) * 1_000_000_000n;

/**
 * A day and four instead of a month and a year: the shortest that Loki knows, and lines that are older are still taken. What it
 * does every ten minutes, or two hours later, it does at once.
 */
const SOONER = {
  replaced: { 'limits_config.retention_period': '24h', 'limits_config.retention_stream.0.period': '96h' },
  added: {
    'compactor.compaction_interval': '5s',
    'compactor.retention_delete_delay': '1s',
    'storage_config.tsdb_shipper.resync_interval': '5s',
  },
};

const STREAMS = [
  { name: 'ordinary', labels: { service_name: 'wafer-map' } },
  { name: 'audit', labels: { service_name: 'wafer-map', [AUDIT.label]: AUDIT.value } },
] as const;
/** How old lines are, in hours: of today, older than an ordinary line may be, and older than any. */
const AGES = [1, 72, 144] as const;

describe('the retention of log lines', () => {
  const later = cleanup();
  let loki: Loki;
  let folder: string;

  const found = async (): Promise<readonly string[]> =>
    (await linesSince(loki.url, '{service_name="wafer-map"}', ago(24 * 7))).map(({ line }) => line).sort();
  const metric = async (name: string, label = ''): Promise<number> =>
    (await fetchText(`${loki.url}/metrics`))
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  const written = (): Promise<number> => metric('loki_ingester_chunks_flushed_total');
  const deleted = (): Promise<number> =>
    metric('loki_boltdb_shipper_retention_sweeper_chunk_deleted_duration_seconds_count', 'status="success"');
  const restartWithout = async (...own: readonly string[]): Promise<void> => {
    await loki.stop();
    for (const name of own) rmSync(join(folder, 'data', name), { recursive: true });
    await loki.restart();
  };

  beforeAll(async () => {
    const place = scratch('retention');
    later(() => {
      place.remove();
    });
    folder = join(place.folder, 'loki');
    loki = await startLoki(rendered(SINGLE), folder, {}, SOONER);
    later(() => loki.stop());
    // No stream has lines of several ages, since chunks are deleted as a whole, when their newest line is too old.
    const streams = STREAMS.flatMap(({ name, labels }) =>
      AGES.map((age) => ({
        stream: { ...labels, [labelOf(CONTAINER_NAME)]: `age-${age}` },
        values: [[`${ago(age)}`, `${name}, ${age} h old`]],
      })),
    );
    await postJson(`${loki.url}/loki/api/v1/push`, { streams });
    await fetchText(`${loki.url}/flush`, { method: 'POST' });
    await eventually(async () => {
      expect(await written()).toBe(streams.length);
    }, 60);
  });

  test('the compactor deletes what is older than its stream may be, and nothing else', async () => {
    // The index is written at the end of the process, and the next one's compactor looks through it. What is stored is not to be
    // replayed, which a later checkpoint would see to.
    await restartWithout('wal');
    await eventually(
      async () => {
        expect(await deleted()).toBeGreaterThanOrEqual(3);
      },
      200,
      2,
    );
    // Whoever took the lines in has an index of its own for some hours: what is stored is seen by one that has not.
    await restartWithout('tsdb-shipper-active', 'tsdb-shipper-cache');
    await eventually(async () => {
      expect(await found()).toEqual(['audit, 1 h old', 'audit, 72 h old', 'ordinary, 1 h old']);
    }, 60);
  });
});
