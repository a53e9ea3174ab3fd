import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import { cleanup } from './harness/cleanup';
import { changed, startArguments } from './harness/configuration';
import { fetchJson, postJson } from './harness/http';
import { freePorts, LOOPBACK } from './harness/ports';
import { start } from './harness/program';
import { fileOf, objectOf, rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';
import { eventually } from './harness/wait';

jest.setTimeout(180_000);

const at = (port: number | undefined): string => `${LOOPBACK}:${port ?? 0}`;

describe.each(ENVIRONMENTS)('Loki with the configuration of $name', ({ name }) => {
  const later = cleanup();
  let url: string;

  beforeAll(async () => {
    const place = scratch('loki');
    later(() => {
      place.remove();
    });
    const objects = rendered(name);
    const [http, grpc] = await freePorts(2);
    url = `http://${at(http)}`;
    const configuration = changed(fileOf(objects, 'loki.yaml'), {
      replaced: { 'server.http_listen_port': http, 'server.grpc_listen_port': grpc },
      added: { 'server.http_listen_address': LOOPBACK, 'server.grpc_listen_address': LOOPBACK },
      moved: { from: '/loki', to: join(place.folder, 'data') },
    });
    const file = join(place.folder, 'loki.yaml');
    writeFileSync(file, configuration);
    const loki = await start({
      path: await tool('loki'),
      args: startArguments(objectOf(objects, 'StatefulSet', 'loki'), 'loki', file),
      ready: `${url}/ready`,
    });
    later(() => loki.stop());
  });

  test('it becomes ready and gives back the line that it took, with what is attached to it', async () => {
    const line = JSON.stringify({ level: 'info', message: 'wafer judged' });
    const attached = { trace_id: randomBytes(16).toString('hex') };
    await postJson(`${url}/loki/api/v1/push`, {
      streams: [{ stream: { job: 'yield-predictor' }, values: [[`${Date.now()}000000`, line, attached]] }],
    });
    const query = encodeURIComponent(`{job="yield-predictor"} | trace_id="${attached.trace_id}"`);
    await eventually(async () => {
      const answer = await fetchJson(`${url}/loki/api/v1/query_range?query=${query}`);
      expect(answer).toMatchObject({ data: { result: [{ values: [[expect.any(String), line]] }] } });
    }, 30);
  });
});

describe.each(ENVIRONMENTS)('Jaeger with the configuration of $name', ({ name }) => {
  const later = cleanup();
  let otlp: string;
  let query: string;

  beforeAll(async () => {
    const place = scratch('jaeger');
    later(() => {
      place.remove();
    });
    const objects = rendered(name);
    const [http, grpc, otlpHttp, otlpGrpc, health, metrics] = await freePorts(6);
    otlp = `http://${at(otlpHttp)}`;
    query = `http://${at(http)}`;
    const reader = 'service.telemetry.metrics.readers.0.pull.exporter.prometheus';
    const configuration = changed(fileOf(objects, 'jaeger.yaml'), {
      replaced: {
        'extensions.jaeger_query.http.endpoint': at(http),
        'extensions.healthcheckv2.http.endpoint': at(health),
        'receivers.otlp.protocols.http.endpoint': at(otlpHttp),
        'receivers.otlp.protocols.grpc.endpoint': at(otlpGrpc),
        'extensions.jaeger_query.grpc.endpoint': at(grpc),
        [`${reader}.host`]: LOOPBACK,
        [`${reader}.port`]: metrics,
      },
      moved: { from: '/badger', to: join(place.folder, 'data') },
    });
    const file = join(place.folder, 'jaeger.yaml');
    writeFileSync(file, configuration);
    const jaeger = await start({
      path: await tool('jaeger'),
      args: startArguments(objectOf(objects, 'Deployment', 'jaeger'), 'jaeger', file),
      ready: `http://${at(health)}/status`,
    });
    later(() => jaeger.stop());
  });

  test('it becomes ready and gives back the trace that it took', async () => {
    const traceId = randomBytes(16).toString('hex');
    await postJson(`${otlp}/v1/traces`, span(traceId, 'judge wafer'));
    await eventually(async () => {
      const answer = await fetchJson(`${query}/api/v3/traces/${traceId}`);
      expect(JSON.stringify(answer)).toContain('judge wafer');
    }, 30);
  });
});

/** One span of a service, as OTLP's JSON has it. */
function span(traceId: string, name: string): object {
  const now = Date.now();
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'yield-predictor' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: randomBytes(8).toString('hex'),
                name,
                kind: 2,
                startTimeUnixNano: `${now - 100}000000`,
                endTimeUnixNano: `${now}000000`,
              },
            ],
          },
        ],
      },
    ],
  };
}
