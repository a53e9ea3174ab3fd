import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../environments';
import { finished } from './harness/command';
import { objectOf, rendered, type KubeObject } from './harness/rendered';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(60_000);

/** Every Jaeger of every environment, by the name of its configuration. */
const JAEGERS = ENVIRONMENTS.flatMap(({ name, availability }) =>
  (availability === 'replicated' ? ['jaeger-collector', 'jaeger-query'] : ['jaeger']).map(
    (jaeger): [string, string] => [name, jaeger],
  ),
);

const configuration = (objects: readonly KubeObject[], jaeger: string): string =>
  objectOf(objects, 'ConfigMap', jaeger).data?.['jaeger.yaml'] ?? '';

async function validate(text: string) {
  const place = scratch('jaeger-config');
  try {
    const file = join(place.folder, 'jaeger.yaml');
    writeFileSync(file, text);
    const env = { ...process.env, OPENSEARCH_USERNAME: 'jaeger-test' };
    return await finished(await tool('jaeger'), ['validate', `--config=${file}`], { env });
  } finally {
    place.remove();
  }
}

test.each(JAEGERS)('Jaeger accepts the configuration of %s, %s', async (environment, jaeger) => {
  const { code, output } = await validate(configuration(rendered(environment), jaeger));
  expect({ code, output }).toMatchObject({ code: 0 });
});

test('Jaeger refuses a setting that it does not know', async () => {
  const [environment, jaeger] = JAEGERS[0] ?? ['', ''];
  const text = configuration(rendered(environment), jaeger).replace('normalize_calls:', 'normalise_calls:');
  const { code, output } = await validate(text);
  expect(code).not.toBe(0);
  expect(output).toContain('normalise_calls');
});
