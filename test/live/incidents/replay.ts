import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dump } from 'js-yaml';
import type { Target } from '../../../simulator/target';
import type { RuleFile } from '../harness/rendered';
import { scratch } from '../harness/scratch';
import { tool } from '../harness/tools';
import { reportOf, type Replayed } from './report';
import { chunks, scrapes, type Stretch } from './stream';

/** Scrapes the targets through a stretch of simulated time, and has the rules, unchanged, judge what they see. */
export async function replay(
  files: readonly RuleFile[],
  targets: readonly Target[],
  stretch: Stretch,
): Promise<Replayed> {
  const place = scratch('replay');
  try {
    return await through(place.folder, files, targets, stretch, []);
  } finally {
    place.remove();
  }
}

/** The same for a Prometheus that is to have a past: what it needs lies in {@link DATA} below the folder. */
export const leavePast = (
  folder: string,
  files: readonly RuleFile[],
  targets: readonly Target[],
  stretch: Stretch,
): Promise<Replayed> => through(folder, files, targets, stretch, ['--keep']);

/** Where the database lies. */
export const DATA = 'data';

async function through(
  folder: string,
  files: readonly RuleFile[],
  targets: readonly Target[],
  stretch: Stretch,
  options: readonly string[],
): Promise<Replayed> {
  // Relative names: a group's offset follows from the name of its file, and should be the same each time.
  const names = files.map(({ name, groups }) => {
    writeFileSync(join(folder, `${name}.yaml`), dump({ groups }, { lineWidth: -1 }));
    return `${name}.yaml`;
  });
  mkdirSync(join(folder, DATA));
  const { judged, recorded = judged } = stretch;
  const [from, own] = [recorded, judged].map((t) => Math.round(t * 1000));
  const args = [`--data=${DATA}`, `--from=${from}`, `--judged=${own}`, ...options, ...names];
  return reportOf(await run(folder, args, () => chunks(scrapes(targets, stretch))));
}

async function run(cwd: string, args: readonly string[], input: () => Iterable<string>): Promise<readonly string[]> {
  const child = spawn(await tool('replay'), args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const end = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // One that ends before it has read everything says why itself.
  await pipeline(Readable.from(input()), child.stdin).catch(() => undefined);
  const code = await end;
  if (code !== 0) throw new Error(`replay ended with ${code ?? 'a signal'}: ${Buffer.concat(errors).toString()}`);
  return Buffer.concat(output)
    .toString()
    .split('\n')
    .filter((text) => text !== '');
}
