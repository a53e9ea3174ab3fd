import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import type { RuleFile } from '../../live/harness/rendered';
import { tool } from '../../live/harness/tools';
import { cacheFolder, hash } from '../cache';
import { DAYS, END } from './clock';
import type { Declared } from './series';

/** What was written. */
export interface Totals {
  readonly scraped: number;
  readonly recorded: number;
  readonly alerts: number;
  readonly samples: number;
  readonly blocks: number;
  /** Recording rules that could not be evaluated, and why. */
  readonly failures: readonly string[];
  /** Names of recorded series of which there is none while all is well. */
  readonly empty: readonly string[];
}

export interface Past extends Totals {
  /** The database's folder. */
  readonly data: string;
}

const TOTALS = 'totals.json';
const DATA = 'data';

/**
 * A month of these series and of what the rules record of them, as a folder that a Prometheus can be started on. It is kept, outside the
 * repository, until another is asked for: only one is there at a time, for each takes gigabytes.
 */
export async function pastOf(series: readonly Declared[], rules: readonly RuleFile[]): Promise<Past> {
  const program = await tool('fill');
  const input = series.map((one) => `${JSON.stringify(one)}\n`).join('');
  const key = hash([basename(dirname(program)), `${END} ${DAYS}`, input, JSON.stringify(rules)]);
  const folder = join(cacheFolder('bench'), key);
  if (!existsSync(folder)) {
    rmSync(cacheFolder('bench'), { recursive: true, force: true });
    mkdirSync(cacheFolder('bench'), { recursive: true });
    await fillInto(folder, { program, input, rules });
  }
  return { ...(JSON.parse(readFileSync(join(folder, TOTALS), 'utf8')) as Totals), data: join(folder, DATA) };
}

interface Fill {
  readonly program: string;
  readonly input: string;
  readonly rules: readonly RuleFile[];
}

/** The folder appears in one step, when it is complete. */
async function fillInto(folder: string, { program, input, rules }: Fill): Promise<void> {
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const files = rules.map(({ name, groups }) => {
      const file = join(unfinished, `${name}.yaml`);
      writeFileSync(file, dump({ groups }, { lineWidth: -1 }));
      return file;
    });
    const args = [`--data=${join(unfinished, DATA)}`, `--end=${END * 1000}`, `--days=${DAYS}`, ...files];
    writeFileSync(join(unfinished, TOTALS), await run(program, args, input));
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What the program prints; its progress goes to where ours does. */
function run(program: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    // One that ends before it has read everything says why itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    process.once('exit', () => child.kill('SIGKILL'));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString());
      else reject(new Error(`${program} ended with ${code ?? 'a signal'}`));
    });
  });
}
