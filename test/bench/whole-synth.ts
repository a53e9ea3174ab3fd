import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '../../cli/synth';

const ROOT = join(__dirname, '..', '..');

/** What one run of synth cost, from the start of its process to its end. */
export interface Run {
  readonly objects: number;
  readonly environments: number;
  /** Milliseconds of CPU, of all threads. */
  readonly cpu: number;
  /** Milliseconds by the clock. */
  readonly wall: number;
}

/** Forgets what earlier runs have put together, as if a source had just changed. */
export const forgetBundle = (): void => {
  rmSync(join(ROOT, 'node_modules', '.cache', 'probecard'), { recursive: true, force: true });
};

/**
 * Renders everything as `npm run synth` does, in a process of its own.
 * @param folder for the output, which is not there yet. What earlier runs wrote must still be there: for five seconds after
 *   files were removed, ext4 searches for other places for new ones, which would be measured too
 */
export function wholeSynth(folder: string): Run {
  const start = performance.now();
  // Node does not tell what a child used; the shell does: its second line is of its children.
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', '"$0" cli/start.mjs synth --json --out "$1" && times', process.execPath, folder],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const wall = performance.now() - start;
  const [, text, times] = /^(\{[^]*\})\n.*\n(.*)\n$/.exec(stdout) ?? [];
  if (text === undefined || times === undefined) throw new Error(`synth failed: ${stderr}`);
  const { environments } = JSON.parse(text) as Summary;
  return { environments: environments.length, objects: objectsIn(environments), cpu: cpuMilliseconds(times), wall };
}

const objectsIn = (environments: Summary['environments']): number =>
  environments.flatMap(({ charts }) => charts).reduce((sum, { objects }) => sum + objects, 0);

/** @param times user and system time, as POSIX prints them: `0m1.230s 0m0.150s` */
export const cpuMilliseconds = (times: string): number =>
  [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
