import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dump } from 'js-yaml';
import type { Target } from '../../../simulator/target';
import type { Time } from '../../../simulator/time';
import type { RuleFile } from '../harness/rendered';
import { scratch } from '../harness/scratch';
import { tool } from '../harness/tools';
import { scrapes, type Stretch } from './stream';

/** A moment at which the state of an alert changed. */
export interface Change {
  readonly time: Time;
  readonly state: 'pending' | 'firing' | 'inactive';
  readonly labels: Readonly<Record<string, string>>;
  /** What the expression of its rule yields. */
  readonly value?: string;
}

export interface Replayed {
  readonly changes: readonly Change[];
  /** Rules that could not be evaluated, and why. */
  readonly failures: readonly string[];
  readonly samples: number;
  readonly series: number;
  readonly evaluations: number;
}

type Line = Partial<Omit<Change, 'time'> & Omit<Replayed, 'changes' | 'failures'>> & {
  readonly time?: number;
  readonly rule?: string;
  readonly error?: string;
};

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
  return read(await run(folder, args, () => chunks(scrapes(targets, stretch))));
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

const CHUNK = 1 << 18;

/** Fewer, larger pieces. */
function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function read(texts: readonly string[]): Replayed {
  const lines = texts.map((text) => JSON.parse(text) as Line);
  const totals = lines.at(-1);
  return {
    changes: lines.flatMap(({ time, state, labels, value }) =>
      time === undefined || state === undefined || labels === undefined
        ? []
        : [{ time: time / 1000, state, labels, ...(value !== undefined && { value }) }],
    ),
    failures: lines.flatMap(({ rule, error }) => (rule === undefined ? [] : [`${rule}: ${error ?? ''}`])),
    samples: totals?.samples ?? 0,
    series: totals?.series ?? 0,
    evaluations: totals?.evaluations ?? 0,
  };
}
