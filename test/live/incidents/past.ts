import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../../simulator/target';
import { HOUR, MINUTE } from '../../../simulator/time';
import type { RuleFile } from '../harness/rendered';
import { DATA, leavePast } from './replay';

/** What is compared with its own day needs more than half of that, and an hour. */
const LENGTH = 14 * HOUR;
/** Often enough for all windows. */
const INTERVAL = MINUTE;

/**
 * A past for a Prometheus that is about to begin, by the same targets and rules; it ends now. So windows of hours, and baselines of
 * half a day, are full from the first moment.
 * @returns the folder that Prometheus has its database in
 */
export async function pastOf(
  folder: string,
  files: readonly RuleFile[],
  targets: readonly Target[],
  { seed, now }: { readonly seed: number; readonly now: () => number },
  leave = leavePast,
): Promise<string> {
  const [long, short] = ['long', 'short'].map((name) => join(folder, name)) as [string, string];
  [long, short].forEach((place) => mkdirSync(place));
  const middle = now();
  const rarely = targets.map((target) => ({ ...target, interval: INTERVAL }));
  const from = middle - LENGTH;
  await leave(long, files, rarely, { seed, from, recorded: from, judged: middle, to: middle });
  // That has taken minutes, which are the past now as well; without rules, since they would not see what was before.
  await leave(short, [], targets, { seed, from: middle, judged: middle, to: now() });
  const data = join(long, DATA);
  for (const block of readdirSync(join(short, DATA)).filter((name) => name !== CHUNKS)) {
    cpSync(join(short, DATA, block), join(data, block), { recursive: true });
  }
  return data;
}

/** What a database keeps beside its blocks; all of it is in a block. */
const CHUNKS = 'chunks_head';
