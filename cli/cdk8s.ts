import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENVIRONMENTS } from '../environments';
import { checkEnvironments } from '../environments/check';
import { renderEnvironment } from './render';

/** For `npx cdk8s synth`, which empties its output folder first: `npm run synth` replaces it only when all is good. */
for (const environment of checkEnvironments(ENVIRONMENTS)) {
  for (const { name, text } of renderEnvironment(environment)) {
    const file = join(process.env.CDK8S_OUTDIR ?? 'dist', environment.name, `${name}.k8s.yaml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
