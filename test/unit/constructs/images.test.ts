import { imageReference, IMAGES } from '../../../constructs/images';
import { renderEnvironment } from '../../../cli/render';
import { ENVIRONMENTS } from '../../../environments';

const image = { repository: 'docker.io/grafana/loki', version: '3.7.6' };

test('an image is pulled from where its maker publishes it', () => {
  expect(imageReference(image)).toBe('docker.io/grafana/loki:3.7.6');
});

test("a fab's registry replaces the host and keeps the path", () => {
  expect(imageReference(image, { registry: 'registry.fab.example:5000/mirror' })).toBe(
    'registry.fab.example:5000/mirror/grafana/loki:3.7.6',
  );
});

test('a digest is appended where it is known', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(imageReference({ ...image, digest })).toBe(`docker.io/grafana/loki:3.7.6@${digest}`);
});

test('with a registry, no image comes from anywhere else', () => {
  const images = { registry: 'registry.fab.example' };
  const text = JSON.stringify(ENVIRONMENTS.map((environment) => renderEnvironment({ ...environment, images })));
  const all = Object.values(IMAGES);
  expect(all.filter(({ repository }) => text.includes(`${repository}:`))).toEqual([]);
  const mirrored = ({ repository, version }: (typeof all)[number]): string =>
    `registry.fab.example/${repository.split('/').slice(1).join('/')}:${version}`;
  expect(all.filter((image) => !text.includes(mirrored(image)))).toEqual([]);
});
