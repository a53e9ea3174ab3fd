import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fingerprint, ROOT } from './sources.mjs';
import { forgetOthers, keep, kept, STORE } from './store.mjs';

/**
 * All commands with the libraries that they use, as one file of JavaScript.
 * @returns the file, whether it could be written or not, and its code
 * @throws Error of esbuild, which names the file and line that does not parse, or the import that leads nowhere
 */
export async function bundled() {
  const file = join(STORE, `probecard-${fingerprint()}.cjs`);
  const code = kept(file);
  if (code !== undefined) return { file, code: code.toString() };

  // Not loaded where there is nothing to do for it.
  const { build } = await import('esbuild');
  const [made] = (await build(options(file, false))).outputFiles;
  forgetOthers(file);
  keep(file, made.text);
  return { file, code: made.text };
}

/** The bundle's source map as JSON. Making it takes as long as half of the bundle, and only what has failed needs it. */
export function sourceMapOf(file) {
  // A stack trace does not wait.
  const { buildSync } = createRequire(import.meta.url)('esbuild');
  return buildSync(options(file, 'external')).outputFiles.find(({ path }) => path.endsWith('.map')).text;
}

const options = (outfile, sourcemap) => ({
  entryPoints: [join(ROOT, 'cli', 'probecard.ts')],
  outfile,
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: `node${process.versions.node.split('.')[0]}`,
  // As large as all else together, and only one command draws: it is loaded from where it is installed. The code runs where
  // `import()` has no meaning.
  external: ['@viz-js/viz'],
  supported: { 'dynamic-import': false },
  sourcemap,
  sourcesContent: false,
  logLevel: 'error',
});
