import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { Testing } from 'cdk8s';
import { dump } from 'js-yaml';
import { ThanosChart } from '../../charts/thanos';
import { ThanosGlobalChart } from '../../charts/thanos-global';
import { GLOBAL_CERTIFICATE, regionalCertificate } from '../../constructs/thanos/certificates';
import { OBJECT_STORAGE_FILE } from '../../constructs/thanos/object-storage';
import { REPLICA_LABEL } from '../../constructs/prometheus/prometheus-identity';
import { openMetrics } from './backfill/history';
import { cleanup } from './harness/cleanup';
import { fetchJson, fetchText } from './harness/http';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';
import { authority, type Certified } from './thanos/certificates';
import { argsOf, startThanos, type ThanosProcess } from './thanos/program';
import { startReplica, type Replica } from './thanos/replica';

jest.setTimeout(300_000);

const HERE = 'prod-us-west-2';
const HOST = `thanos-query.${HERE}.fab.example`;
const LABELS = { cluster: HERE, region: 'us-west-2' };
const REPLICAS = ['prometheus-main-0', 'prometheus-main-1'];

const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };
const platform = { namespace: 'observability', images: {}, scrapeInterval: '15s' };
const each = { replicas: 2, resources };
const region: readonly unknown[] = new ThanosChart(Testing.app(), {
  ...platform,
  store: { ...each, volume: '1Gi' },
  compactor: { resources, volume: '1Gi', retention: { raw: 15, fiveMinutes: 90, hour: 365 } },
  query: each,
  queryFrontend: each,
  regional: { host: HOST, from: ['10.10.0.0/16'] },
}).toJson() as readonly unknown[];
const global: readonly unknown[] = new ThanosGlobalChart(Testing.app(), {
  ...platform,
  environment: HERE,
  regions: [{ environment: HERE, host: HOST, port: 10901 }],
  query: each,
  queryFrontend: each,
}).toJson() as readonly unknown[];

/** Whole blocks of two hours, which end long enough ago that no head begins before. */
const HOUR = 3600;
const END = Math.floor(Date.now() / 1000 / (2 * HOUR)) * 2 * HOUR - 2 * HOUR;
const START = END - 4 * HOUR;
const EVERY = '15s';
const MIDDLE = START + 2 * HOUR + 60;
const PER_SECOND = 2;

/** What a replica has scraped of a counter: each at moments of its own. */
const past = (offset: number): string =>
  openMetrics(
    [{ series: 'lots_total{tester="ATE_001"}', every: EVERY, from: offset, value: (time) => time * PER_SECOND }],
    START,
    END - 60,
  );

const later = cleanup();
let replicas: readonly Replica[];
let store: ThanosProcess;
let compactor: ThanosProcess;
let query: ThanosProcess;
let frontend: ThanosProcess;
let globalFrontend: ThanosProcess;
let serverTls: Certified;

/** Files in a pod, by files here. */
const tlsFiles = (
  { files }: { readonly files: { certificate: string; key: string; authority: string } },
  here: Certified,
): Readonly<Record<string, string>> => ({
  [files.certificate]: here.certificate,
  [files.key]: here.key,
  [files.authority]: here.authority,
});

beforeAll(async () => {
  const place = scratch('thanos');
  later(() => {
    place.remove();
  });
  const file = (name: string): string => join(place.folder, name);
  const run = async (
    objects: readonly unknown[],
    name: string,
    here: Readonly<Record<string, string>> = {},
    hasGrpc = true,
  ): Promise<ThanosProcess> => {
    const started = await startThanos(argsOf(objects, name), here, { hasGrpc });
    later(() => started.stop());
    return started;
  };
  writeFileSync(file('objstore.yaml'), dump({ type: 'FILESYSTEM', config: { directory: file('bucket') } }));
  const bucket = { [OBJECT_STORAGE_FILE]: file('objstore.yaml') };
  mkdirSync(file('bucket'));

  replicas = await Promise.all(
    REPLICAS.map((name, i) =>
      startReplica({
        folder: file(name),
        externalLabels: { ...LABELS, [REPLICA_LABEL]: name },
        past: past(i * 7),
        bucket: file('objstore.yaml'),
      }),
    ),
  );
  replicas.forEach((replica) => {
    later(() => replica.stop());
  });
  const blocks = REPLICAS.length * 2;
  await eventually(() => {
    const uploaded = readdirSync(file('bucket')).filter((name) =>
      readdirSync(join(file('bucket'), name)).includes('meta.json'),
    );
    if (uploaded.length < blocks) throw new Error(`${uploaded.length} of ${blocks} blocks are in the bucket`);
  }, 90);

  const signer = await authority(place.folder);
  serverTls = await signer.certify('server', HOST);
  const clientTls = await signer.certify('client', 'global');

  store = await run(region, 'thanos-store', { ...bucket, '/var/thanos/store': file('store') });
  compactor = await run(region, 'thanos-compactor', { ...bucket, '/var/thanos/compact': file('compact') }, false);
  query = await run(region, 'thanos-query', {
    ...tlsFiles(regionalCertificate(HOST), serverTls),
    // An SRV record stands for any number of endpoints.
    '- address: dnssrv+_grpc._tcp.thanos-sidecar.observability.svc': replicas
      .map(({ sidecar }) => `- address: ${sidecar.grpc}`)
      .join('\n  '),
    'dnssrv+_grpc._tcp.thanos-store.observability.svc': store.grpc,
  });
  frontend = await run(
    region,
    'thanos-query-frontend',
    { 'http://thanos-query.observability.svc:10902': query.url },
    false,
  );
  const globalQuery = await run(global, 'thanos-global-query', {
    ...tlsFiles(GLOBAL_CERTIFICATE, clientTls),
    'thanos-query-regional.observability.svc:10901': query.grpc,
  });
  globalFrontend = await run(
    global,
    'thanos-global-query-frontend',
    { 'http://thanos-global-query.observability.svc:10902': globalQuery.url },
    false,
  );
});

interface Response {
  readonly warnings?: readonly string[];
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values?: readonly (readonly [number, string])[];
      readonly value?: readonly [number, string];
    }[];
  };
}

const ask = async (
  { url }: ThanosProcess,
  path: 'query' | 'query_range',
  parameters: Readonly<Record<string, string>>,
): Promise<Response> =>
  (await fetchJson(`${url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`)) as Response;

const at = (where: ThanosProcess, expr: string, more: Readonly<Record<string, string>> = {}): Promise<Response> =>
  ask(where, 'query', { query: expr, time: String(MIDDLE), ...more });

/** Endpoints are asked who they are every few seconds: until then they are left out. */
const oneSeries = (where: ThanosProcess): Promise<void> =>
  eventually(async () => {
    const { data } = await at(where, 'lots_total');
    if (data.result.length !== 1) throw new Error(`${where.url} answers with ${data.result.length} series, not 1`);
  }, 60);

const ONE = { __name__: 'lots_total', tester: 'ATE_001', ...LABELS };

test('what the replicas have is one series through the query frontend, without the label that tells them apart', async () => {
  await oneSeries(frontend);
  const { data, warnings } = await at(frontend, 'lots_total');
  expect(data.result.map(({ metric }) => metric)).toEqual([ONE]);
  expect(warnings).toBeUndefined();
});

test('each replica has a series of its own for whoever asks for it', async () => {
  const { data } = await at(frontend, 'lots_total', { dedup: 'false' });
  expect(data.result.map(({ metric }) => metric[REPLICA_LABEL]).sort()).toEqual(REPLICAS);
});

test('a range is answered without a gap and rightly, and the second time from what was remembered', async () => {
  const range = { query: 'rate(lots_total[5m])', start: String(START + 600), end: String(END - 600), step: '60' };
  for (const _ of ['asked', 'remembered']) {
    const { data } = await ask(frontend, 'query_range', range);
    const [only] = data.result;
    const values = (only?.values ?? []).map(([, value]) => Number(value));
    expect(data.result).toHaveLength(1);
    expect(values).toHaveLength((END - START - 1200) / 60 + 1);
    // Where one replica takes over from the other, a scrape may be missing: that is no gap, and less than a tenth.
    for (const value of values) expect(Math.abs(value - PER_SECOND)).toBeLessThan(PER_SECOND / 10);
  }
  const metrics = await fetchText(`${frontend.url}/metrics`);
  // One for every day of UTC that the range touches, as the frontend splits it: two, if midnight lies within.
  expect(metrics).toMatch(/^cortex_cache_hits_total\{.*tripperware="query_range"\} [12]$/m);
});

test('the global query answers over TLS, with labels that tell regions apart', async () => {
  await oneSeries(globalFrontend);
  const { data } = await at(globalFrontend, 'lots_total');
  expect(data.result.map(({ metric }) => metric)).toEqual([ONE]);
});

test('whoever shows no certificate gets no answer from a region', async () => {
  const [host = '', port = ''] = query.grpc.split(':');
  const ca = readFileSync(serverTls.authority);
  const outcome = await new Promise<string>((resolve) => {
    const socket = connect({ host, port: Number(port), ca, servername: HOST, ALPNProtocols: ['h2'] });
    socket.on('error', (error: Error) => {
      resolve(error.message);
    });
    socket.on('close', () => {
      resolve('closed');
    });
    socket.on('data', () => {
      resolve('an answer');
    });
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  });
  expect(outcome).toMatch(/certificate required|closed|ECONNRESET/);
});

test('the compactor goes through the bucket without being halted', async () => {
  await eventually(async () => {
    const metrics = await fetchText(`${compactor.url}/metrics`);
    expect(metrics).toMatch(/^thanos_compact_iterations_total [1-9]/m);
    expect(metrics).toMatch(/^thanos_compact_halted 0$/m);
  }, 60);
});

test('what is in the bucket is there when all replicas are gone', async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await eventually(async () => {
    const { data, warnings } = await at(query, 'lots_total + 0');
    expect(warnings).toBeUndefined();
    expect(data.result.map(({ metric }) => metric.tester)).toEqual(['ATE_001']);
  }, 60);
});
