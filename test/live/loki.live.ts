import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ENVIRONMENTS } from '../../environments';
import { lines } from './backends/loki';
import { startReplicas, type Replica } from './backends/loki-replica';
import { newTraceId } from './backends/telemetry';
import { cleanup } from './harness/cleanup';
import { finished } from './harness/command';
import { fetchText, postJson } from './harness/http';
import { objectOf, rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';
import { eventually } from './harness/wait';

jest.setTimeout(300_000);

const PRODUCTION = ENVIRONMENTS.filter(({ stage }) => stage === 'production').map(({ name }) => name);

test.each(ENVIRONMENTS.map(({ name }) => name))('Loki accepts the configuration of %s', async (name) => {
  const place = scratch('loki-verify');
  try {
    const file = join(place.folder, 'loki.yaml');
    writeFileSync(file, objectOf(rendered(name), 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '');
    const { code, output } = await finished(
      await tool('loki'),
      ['-verify-config', '-config.expand-env=true', `-config.file=${file}`],
      { env: { ...process.env, POD_IP: '10.0.0.1' } },
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('config is valid') as string });
  } finally {
    place.remove();
  }
});

/** What a Loki that runs says of its own configuration. */
interface Configuration {
  readonly compactor: { readonly retention_enabled: boolean };
  readonly limits_config: { readonly retention_period: string; readonly retention_stream: readonly object[] };
}

/** All have the same configuration, but for names: one is enough for so many processes. */
describe.each(PRODUCTION.slice(0, 1))('the replicas of Loki with the configuration of %s', (name) => {
  const later = cleanup();
  let replicas: readonly [Replica, Replica, Replica];

  const push = (replica: Replica, line: string): Promise<string> =>
    postJson(`${replica.url}/loki/api/v1/push`, {
      streams: [{ stream: { service_name: 'yield-predictor' }, values: [[`${Date.now()}000000`, line]] }],
    });

  beforeAll(async () => {
    const place = scratch('loki-replicas');
    later(() => {
      place.remove();
    });
    const started = await startReplicas(rendered(name), place.folder);
    for (const replica of started) later(() => replica.stop());
    replicas = started as unknown as typeof replicas;
    for (const replica of replicas) {
      await eventually(async () => {
        expect(await replica.metric('loki_ring_members{name="ingester",state="ACTIVE"}')).toBe(3);
      }, 60);
    }
  });

  test('one of them keeps to the retention: a month, and a year for the audit stream', async () => {
    await eventually(async () => {
      const running = await Promise.all(
        replicas.map((replica) => replica.metric('loki_boltdb_shipper_compactor_running')),
      );
      expect(running.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(1);
    }, 60);
    const { compactor, limits_config: limits } = load(await fetchText(`${replicas[0].url}/config`)) as Configuration;
    expect(compactor.retention_enabled).toBe(true);
    expect(limits.retention_period).toBe('31d');
    expect(limits.retention_stream).toEqual([{ period: '1y', priority: 1, selector: '{log_type="audit"}' }]);
  });

  test('each has the line that one of them took; after one is lost, it is read once and another is taken', async () => {
    const [taker, lost, reader] = replicas;
    const first = `first ${newTraceId()}`;
    await push(taker, first);
    // It is taken as soon as two have it.
    for (const replica of replicas) {
      await eventually(async () => {
        expect(await replica.metric('loki_ingester_memory_streams{tenant="fake"}')).toBe(1);
      }, 10);
    }
    lost.kill();
    const second = `second ${newTraceId()}`;
    await push(reader, second);
    await eventually(async () => {
      const [found] = await lines(reader.url, '{service_name="yield-predictor"}');
      expect([...(found?.lines ?? [])].sort()).toEqual([first, second]);
    }, 60);
  });
});
