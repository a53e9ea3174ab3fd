import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import { startJaeger, type Jaeger } from './backends/jaeger';
import { lines, startLoki, type Loki } from './backends/loki';
import { newTraceId, span } from './backends/telemetry';
import { cleanup } from './harness/cleanup';
import { fetchJson, postJson } from './harness/http';
import { rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';

jest.setTimeout(180_000);

/** Where there is one of everything. Replicas are tried in loki.live.ts, Jaeger in parts in collector.live.ts. */
const SINGLE = ENVIRONMENTS.filter(({ availability }) => availability === 'single');

describe.each(SINGLE)('Loki with the configuration of $name', ({ name }) => {
  const later = cleanup();
  let loki: Loki;

  beforeAll(async () => {
    const place = scratch('loki');
    later(() => {
      place.remove();
    });
    loki = await startLoki(rendered(name), join(place.folder, 'loki'));
    later(() => loki.stop());
  });

  test('it becomes ready and gives back the line that it took, with what is attached to it', async () => {
    const line = JSON.stringify({ level: 'info', message: 'wafer judged' });
    const attached = { trace_id: newTraceId() };
    await postJson(`${loki.url}/loki/api/v1/push`, {
      streams: [{ stream: { job: 'yield-predictor' }, values: [[`${Date.now()}000000`, line, attached]] }],
    });
    await eventually(async () => {
      const [found] = await lines(loki.url, `{job="yield-predictor"} | trace_id="${attached.trace_id}"`);
      expect(found?.lines).toEqual([line]);
    }, 30);
  });
});

describe.each(SINGLE)('Jaeger with the configuration of $name', ({ name }) => {
  const later = cleanup();
  let jaeger: Jaeger;

  beforeAll(async () => {
    const place = scratch('jaeger');
    later(() => {
      place.remove();
    });
    jaeger = await startJaeger(rendered(name), join(place.folder, 'jaeger'));
    later(() => jaeger.stop());
  });

  test('it becomes ready and gives back the trace that it took', async () => {
    const traceId = newTraceId();
    await postJson(`${jaeger.otlpHttp}/v1/traces`, span(traceId, 'judge wafer'));
    await eventually(async () => {
      const answer = await fetchJson(`${jaeger.query}/api/v3/traces/${traceId}`);
      expect(JSON.stringify(answer)).toContain('judge wafer');
    }, 30);
  });
});
