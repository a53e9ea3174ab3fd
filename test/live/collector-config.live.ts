import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_VARIABLE } from '../../constructs/collector/agent-config';
import { ENVIRONMENTS } from '../../environments';
import { finished } from './harness/command';
import { changed, startArguments } from './harness/configuration';
import { objectOf, rendered } from './harness/rendered';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(300_000);

/** The tiers, and the folder of each that has to be there before its configuration is valid. */
const TIERS = [
  ['DaemonSet', 'collector-agent', '/var/lib/probecard/collector-agent'],
  ['Deployment', 'collector-gateway', undefined],
  ['StatefulSet', 'collector-sampler', '/var/lib/otelcol'],
] as const;

describe.each(ENVIRONMENTS.map(({ name }) => name))('of %s', (environment) => {
  test.each(TIERS)('the collector accepts what %s %s is started with', async (kind, name, from) => {
    const place = scratch('collector-config');
    try {
      const objects = rendered(environment);
      const text = objectOf(objects, 'ConfigMap', name).data?.['collector.yaml'] ?? '';
      const to = join(place.folder, 'state');
      mkdirSync(to);
      const file = join(place.folder, 'collector.yaml');
      writeFileSync(file, from === undefined ? text : changed(text, { replaced: {}, moved: { from, to } }));
      const { code, output } = await finished(
        await tool('otelcol'),
        ['validate', ...startArguments(objectOf(objects, kind, name), name, file)],
        { env: { ...process.env, [NODE_VARIABLE]: 'node-1' } },
      );
      expect({ code, output }).toEqual({ code: 0, output: '' });
    } finally {
      place.remove();
    }
  });
});
