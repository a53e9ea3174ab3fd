import { join } from 'node:path';
import { fingerprint, ROOT } from './sources.mjs';
import { forgetOthers, keep, kept, STORE } from './store.mjs';

/**
 * All commands with the libraries that they use, as one file of JavaScript.
 * @returns the file, whether it could be written or not; its code; and a function that reads its source map
 * @throws Error of esbuild, which names the file and line that does not parse, or the import that leads nowhere
 */
export async function bundled() {
  const file = join(STORE, `probecard-${fingerprint()}.cjs`);
  const map = `${file}.map`;
  const code = kept(file);
  if (code !== undefined) return { file, code: code.toString(), map: () => kept(map)?.toString() };

  const made = await put(file);
  forgetOthers(file);
  keep(map, made.map);
  keep(file, made.code);
  return { file, code: made.code, map: () => made.map };
}

async function put(file) {
  // Not loaded where there is nothing to do for it.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'cli', 'probecard.ts')],
    outfile: file,
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node.split('.')[0]}`,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'error',
  });
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
  return { code: text('.cjs'), map: text('.cjs.map') };
}
