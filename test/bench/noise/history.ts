import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pool } from '../../live/harness/pool';
import type { RuleFile } from '../../live/harness/rendered';
import { tool } from '../../live/harness/tools';
import { replay } from '../../live/incidents/replay';
import type { Change } from '../../live/incidents/report';
import { cacheFolder, hash } from '../cache';
import type { Replay } from './week/replays';
import { joined, within } from './week/within';

/** What became of alerts. */
export interface History {
  readonly changes: readonly Change[];
  /** Rules that could not be evaluated, and why. */
  readonly failures: readonly string[];
  /** Over all rules. */
  readonly evaluations: number;
}

/** Replays that run at the same time. */
const AT_ONCE = 2;

/** All replays, in the order in which they are given. What was replayed before, from the same rules and by the same simulator, is not again. */
export async function historyOf(replays: readonly Replay[], say: (what: string) => void): Promise<History> {
  const program = basename(dirname(await tool('replay')));
  const source = sourcesOf(FOLDERS);
  const run = pool(AT_ONCE);
  const parts = await Promise.all(
    replays.map(async (one) => ({ told: one.told, ...(await run(() => kept(one, [program, source], say))) })),
  );
  return {
    changes: joined(parts.map(({ changes, told }) => within(changes, told))),
    failures: [...new Set(parts.flatMap(({ failures }) => failures))],
    evaluations: parts.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}

async function kept(one: Replay, inputs: readonly string[], say: (what: string) => void): Promise<History> {
  const { workload, files, targets, stretch } = one;
  const series = targets.map(({ labels, interval, series: of }) => [
    labels,
    interval,
    of.map(({ name, labels: own }) => [name, own]),
  ]);
  const key = hash([...inputs, JSON.stringify([files.map(decisive), stretch, series])]);
  const file = join(cacheFolder('noise'), `${workload}-${key}.json`);
  if (existsSync(file)) {
    say(`${workload}: as replayed before`);
    return JSON.parse(readFileSync(file, 'utf8')) as History;
  }
  const began = Date.now();
  const { changes, failures, evaluations } = await replay(files, targets, stretch);
  const history = { changes, failures, evaluations };
  mkdirSync(cacheFolder('noise'), { recursive: true });
  // It appears in one step, when it is complete.
  writeFileSync(`${file}.unfinished`, JSON.stringify(history));
  renameSync(`${file}.unfinished`, file);
  const hours = Math.round((stretch.to - stretch.from) / 3600);
  say(`${workload}: ${hours} h replayed in ${Math.round((Date.now() - began) / 1000)} s`);
  return history;
}

/** What of rules decides when they fire: not how they word it. */
const decisive = ({ name, groups }: RuleFile) => ({
  name,
  groups: groups.map(({ rules, ...group }) => ({
    ...group,
    rules: rules.map(({ annotations: _annotations, ...rule }) => rule),
  })),
});

const ROOT = join(__dirname, '..', '..', '..');

/** On these, besides the rules, rests what a replay sees. */
const FOLDERS = ['simulator', 'test/bench/noise/week', 'test/live/incidents'] as const;

const sourcesOf = (folders: readonly string[]): string =>
  hash(
    folders.flatMap((folder) =>
      (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
        .filter((name) => name.endsWith('.ts') && !name.startsWith('cases'))
        .sort()
        .flatMap((name) => [name, readFileSync(join(ROOT, folder, name), 'utf8')]),
    ),
  );
