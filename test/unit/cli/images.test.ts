import { main } from '../../../cli/images';
import { usedImages } from '../../../cli/images/usage';
import { main as probecard } from '../../../cli/probecard';
import type { KubeObject } from '../../../charts/invariants';
import { imageReference, IMAGES, type ImageSource } from '../../../constructs/images';
import { environmentWith } from '../../fixtures/environment';

const MIRROR = 'registry.fab.example/mirror';

function objects(from: ImageSource = {}): readonly KubeObject[] {
  const reference = (name: keyof typeof IMAGES): string => imageReference(IMAGES[name], from);
  const pod = (...containers: object[]) => ({ template: { spec: { containers } } });
  const object = (kind: string, name: string, spec: object): KubeObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'observability' },
    spec,
  });
  return [
    object('Deployment', 'prometheus-operator', {
      ...pod({
        name: 'operator',
        image: reference('prometheusOperator'),
        args: ['--web=off', `--prometheus-config-reloader=${reference('configReloader')}`],
      }),
    }),
    object('Prometheus', 'main', { image: reference('prometheus'), thanos: { image: reference('thanos') } }),
    object('StatefulSet', 'thanos-store', pod({ name: 'store', image: reference('thanos') })),
    object('CronJob', 'cleaner', {
      jobTemplate: { spec: pod({ name: 'cleaner', image: reference('jaegerIndexCleaner') }) },
    }),
  ];
}

async function run(argv: readonly string[], images?: { registry: string }) {
  const out: string[] = [];
  const error: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await main(argv, () =>
    Promise.resolve({
      environments: [environmentWith({ name: 'fab', ...(images && { images }) })],
      objectsOf: () => objects(images),
    }),
  );
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

test('an image is listed with the objects that run it, also one that stands in an argument only', () => {
  expect(usedImages(objects()).map(({ name, usedBy }) => [name, usedBy])).toEqual([
    ['prometheus', ['Prometheus observability/main']],
    ['prometheusOperator', ['Deployment observability/prometheus-operator']],
    ['configReloader', ['Deployment observability/prometheus-operator']],
    ['thanos', ['Prometheus observability/main', 'StatefulSet observability/thanos-store']],
    ['jaegerIndexCleaner', ['CronJob observability/cleaner']],
  ]);
});

test('an image that is pinned nowhere is an error, and no line less', () => {
  const stranger: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'stranger', namespace: 'observability' },
    spec: { template: { spec: { containers: [{ name: 'a', image: 'x.example/y:1' }] } } },
  };
  expect(() => usedImages([...objects(), stranger])).toThrow(
    "Deployment observability/stranger: the image 'x.example/y:1' is not pinned in constructs/images.ts",
  );
});

test('the text has repository, version, digest and users', async () => {
  const { status, out } = await run(['fab']);
  const { repository, version } = IMAGES.configReloader;
  expect(status).toBe(0);
  expect(out).toMatch(/^fab runs 5 images\. It pulls them from where their makers publish them\.\n/);
  expect(out).toContain(
    [
      `${repository}  ${version}`,
      '  digest      -',
      '  used by     Deployment observability/prometheus-operator',
      '',
    ].join('\n'),
  );
});

test('where there is a mirror, the text says what each image is called there', async () => {
  const { out } = await run(['fab'], { registry: MIRROR });
  expect(out).toContain(`It pulls them from ${MIRROR}.`);
  expect(out).toContain(`  pulled as   ${MIRROR}/prometheus/prometheus:${IMAGES.prometheus.version}\n`);
});

test('--list is for scripts: what to copy, a reference a line and nothing else', async () => {
  const { out } = await run(['fab', '--list'], { registry: MIRROR });
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).toMatch(/^(quay\.io|docker\.io)\/\S+:\S+$/);
});

test('--json has from where and to where a mirror copies', async () => {
  const { out } = await run(['fab', '--json'], { registry: MIRROR });
  const { repository, version } = IMAGES.thanos;
  expect(JSON.parse(out)).toMatchObject({
    environment: 'fab',
    images: expect.arrayContaining([
      expect.objectContaining({
        repository,
        version,
        digest: '',
        source: `${repository}:${version}`,
        reference: `${MIRROR}/thanos/thanos:${version}`,
      }),
    ]) as unknown,
  });
});

test.each([
  [['nowhere'], "images failed: there is no environment 'nowhere'; there are: fab"],
  [[], 'images failed: give one ENVIRONMENT'],
  [['fab', 'dev'], 'images failed: give one ENVIRONMENT'],
  [['fab', '--list', '--json'], 'images failed: give --list or --json, not both'],
  [['fab', '--resolve'], 'images failed: '],
])('%j is refused', async (argv, message) => {
  const { status, out, error } = await run(argv);
  expect(error).toContain(message);
  expect([status, out]).toEqual([1, '']);
});

test('probecard knows the command', async () => {
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const status = await probecard(['images', '--help']);
  const [[text] = ['']] = stdout.mock.calls;
  stdout.mockRestore();
  expect(status).toBe(0);
  expect(text).toMatch(/^Usage: npm run -s probecard -- images ENVIRONMENT/);
});
