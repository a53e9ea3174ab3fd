import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files, Verdict } from './promtool';

/** So much of what promtool said is enough to see why a test failed. */
const KEPT_OUTPUT = 2_000;

/**
 * What promtool has said so far, in this run and in those before. A verdict is a function of the rules, the test and the
 * program, so that only what has changed has to be run again. Verdicts that took too long are none: the next run may be
 * on a quieter machine.
 * @param file a verdict a line; each version of promtool has its own
 */
export class Memory {
  private readonly verdicts: Map<string, Verdict>;

  constructor(private readonly file: string) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    this.verdicts = new Map(lines.flatMap(entryOf));
    mkdirSync(dirname(file), { recursive: true });
  }

  of(files: Files): Verdict | undefined {
    return this.verdicts.get(keyOf(files));
  }

  keep(files: Files, verdict: Verdict): void {
    if (verdict.outcome === 'timed out') return;
    const key = keyOf(files);
    const kept = { ...verdict, output: verdict.output.slice(0, KEPT_OUTPUT) };
    this.verdicts.set(key, kept);
    appendFileSync(this.file, `${JSON.stringify([key, kept])}\n`);
  }
}

const keyOf = ({ rules, test }: Files): string =>
  createHash('sha256')
    .update(JSON.stringify([rules, test]))
    .digest('hex');

/** The last line may be half of one, of a run that was stopped. */
function entryOf(line: string): readonly [string, Verdict][] {
  try {
    return line === '' ? [] : [JSON.parse(line) as [string, Verdict]];
  } catch {
    return [];
  }
}

/** Where verdicts of a version of promtool are kept, outside the repository. */
export function memoryFile(version: string): string {
  const { XDG_CACHE_HOME } = process.env;
  const cache = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
  return join(cache, 'probecard', 'mutation', `promtool-${version}.jsonl`);
}
