import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureTools } from './harness/tools';

const HELP = `Usage: npm run test:live [-- <jest options and file patterns>]

Runs the live tier: the rendered manifests in dist/ against the real programs. Programs are pinned in test/live/tools/<name>/go.mod;
those that are not on PATH in that very version are built once, with Go, into \${XDG_CACHE_HOME:-~/.cache}/probecard/tools.

Examples:
  npm run test:live
  npm run test:live -- panels
  npm run test:live -- rules -t LatencyP99`;

/** One file after another: the programs share the machine, and tests of time need it to themselves. */
function runJest(args: readonly string[]): number {
  const jest = join(__dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(
    process.execPath,
    [jest, '--selectProjects', 'live', '--runInBand', '--verbose', ...args],
    { stdio: 'inherit' },
  );
  return status ?? 1;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  // Before jest, whose limits are for tests and not for compilers.
  const tools = await ensureTools();
  for (const path of Object.values(tools)) console.error(path);
  return runJest(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
