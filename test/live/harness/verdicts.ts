import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Finished } from './command';

/** Beside the tools: by what they said, they are never asked twice. */
const STORE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'probecard', 'verdicts');

export type Verdict = Pick<Finished, 'code' | 'output'>;

/**
 * What a program says of inputs that decide it alone, such as promtool of rules and a test. That it was content is kept: thousands
 * of tests of what has not changed cost nothing the next time. What it refuses is asked again each time.
 * @param inputs everything on which the verdict rests: the program (its path names its version) and what it is given
 */
export async function verdictOn(inputs: readonly unknown[], ask: () => Promise<Verdict>): Promise<Verdict> {
  const file = join(STORE, createHash('sha256').update(JSON.stringify(inputs)).digest('hex'));
  if (existsSync(file)) return { code: 0, output: '' };
  const verdict = await ask();
  if (verdict.code === 0) {
    mkdirSync(STORE, { recursive: true });
    writeFileSync(file, '');
  }
  return verdict;
}
