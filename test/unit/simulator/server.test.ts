import { counter, nativeHistogram } from '../../../promql';
import { PROTOBUF } from '../../../simulator/protobuf';
import { counterOf, type Series } from '../../../simulator/series';
import { DISCOVERY_PATH, serve, type Serving } from '../../../simulator/server';
import { targetOf } from '../../../simulator/target';

const tests = counter('tests_total', { help: 'Tests.' });
const bake = nativeHistogram('bake_seconds', { unit: 'seconds', help: 'Baking.' });
const native: Series = {
  metric: bake.spec,
  name: 'bake_seconds',
  labels: {},
  value: () => ({ schema: 0, first: 0, counts: [1], sum: 1 }),
};
const SCRAPE = { job: 'oven', namespace: 'kitchen', port: 'metrics', interval: '15s' } as const;
const counting = counterOf(tests, {}, (t) => t);
const broken = counterOf(tests, {}, () => {
  throw new Error('nobody knows');
});

let time = 10;
let serving: Serving;

beforeAll(async () => {
  const targets = [
    targetOf(SCRAPE, { pod: 'oven-0', series: [counting] }),
    targetOf(SCRAPE, { pod: 'oven-1', series: [counting], exists: (t) => t >= 20 }),
    targetOf(SCRAPE, { pod: 'oven-2', series: [counting], answers: (t) => t < 20 }),
    targetOf(SCRAPE, { pod: 'oven-3', series: [counting, native] }),
    targetOf(SCRAPE, { pod: 'oven-4', series: [broken] }),
  ];
  serving = await serve({ targets, now: () => time });
});
afterAll(() => serving.close());

const metrics = (pod: string, accept = 'text/plain') =>
  fetch(`${serving.url}/kitchen/oven/${pod}/metrics`, { headers: { accept } });

interface Listed {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}
const listed = async (): Promise<readonly Listed[]> =>
  (await (await fetch(`${serving.url}${DISCOVERY_PATH}`)).json()) as Listed[];

describe('the server of the simulated fab', () => {
  it('answers with what it is at that time', async () => {
    time = 10;
    expect(await (await metrics('oven-0')).text()).toContain('\ntests_total 10\n');
    time = 11;
    expect(await (await metrics('oven-0')).text()).toContain('\ntests_total 11\n');
  });

  it('lists the targets that there are, with the labels that discovery gives them in a cluster', async () => {
    time = 10;
    const before = await listed();
    time = 20;
    const after = await listed();
    expect(before.map(({ labels }) => labels.pod)).toEqual(['oven-0', 'oven-2', 'oven-3', 'oven-4']);
    expect(after.map(({ labels }) => labels.pod)).toContain('oven-1');
    expect(before[0]).toEqual({
      targets: [serving.url.replace('http://', '')],
      labels: {
        __metrics_path__: '/kitchen/oven/oven-0/metrics',
        namespace: 'kitchen',
        job: 'oven',
        service: 'oven',
        endpoint: 'metrics',
        pod: 'oven-0',
        container: 'oven',
        instance: 'oven-0',
      },
    });
  });

  it('does not answer for a target that is down, and knows nothing of one that is not there', async () => {
    time = 20;
    await expect(metrics('oven-2')).rejects.toThrow();
    time = 10;
    const { status } = await metrics('oven-1');
    expect(status).toBe(404);
    expect((await fetch(`${serving.url}/somewhere`)).status).toBe(404);
  });

  it('says where the targets are listed to whoever asks for something else', async () => {
    expect(await (await fetch(`${serving.url}/metrics`)).text()).toContain(DISCOVERY_PATH);
  });

  it('lives on when a target cannot be told of', async () => {
    await expect(metrics('oven-4')).rejects.toThrow();
    expect((await metrics('oven-0')).status).toBe(200);
  });

  it('cannot listen where another does', async () => {
    const port = Number(new URL(serving.url).port);
    await expect(serve({ targets: [], now: () => 0, port })).rejects.toThrow('EADDRINUSE');
  });

  it('answers nobody once it is closed', async () => {
    const brief = await serve({ targets: [], now: () => 0 });
    expect(await (await fetch(`${brief.url}${DISCOVERY_PATH}`)).json()).toEqual([]);
    await brief.close();
    await expect(fetch(`${brief.url}${DISCOVERY_PATH}`)).rejects.toThrow();
  });

  it('writes protobuf where text cannot say it, and the caller reads it', async () => {
    const type = async (pod: string, accept?: string) => (await metrics(pod, accept)).headers.get('content-type');
    expect(await type('oven-3', PROTOBUF)).toContain(PROTOBUF);
    expect(await type('oven-3')).toContain('text/plain');
    expect(await type('oven-0', PROTOBUF)).toContain('text/plain');
  });
});
