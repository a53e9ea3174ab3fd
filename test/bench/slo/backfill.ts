import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { succeeds } from '../../live/harness/command';
import { BEGINNING, END, HOUR } from './clock';
import { dataFolder, openDatabase } from './database';
import { history, type Past } from './history';
import { BLOCK } from './raw-data';
import { isRecording, type RuleSet } from './rule-set';

interface Backfill {
  readonly promtool: string;
  /** The database's folder; nothing may have it open. */
  readonly database: string;
  /** A folder for files in between. */
  readonly scratch: string;
  readonly say: (what: string) => void;
}

/** Every rule is read from a file of this name: promtool derives from it when within an interval a group is evaluated. */
const FILE = 'rules.yaml';

/**
 * Writes what the rules would have recorded until now, as far as rules read it: promtool has the running Prometheus evaluate
 * them in the past.
 * @throws Error if a rule set that reads its own results in a circle has any there
 */
export async function backfill(set: RuleSet, { promtool, database, scratch, say }: Backfill): Promise<void> {
  const { steps, circular } = history(set);
  for (const [i, step] of steps.entries()) {
    say(`${set.name}: recording the past, step ${i + 1} of ${steps.length}`);
    // A Prometheus knows the blocks that were there when it started: each step reads those of the last.
    const { url, stop } = await openDatabase(database);
    try {
      for (const [j, past] of step.entries()) {
        const folder = join(scratch, `${set.name}-${i}-${j}`.replace(/\W+/g, '-'));
        await record(past, { promtool, url, folder, data: dataFolder(database) });
      }
    } finally {
      await stop();
    }
  }
  if (circular.length > 0) await checkEmpty(set, circular, database);
}

interface Call {
  readonly promtool: string;
  readonly url: string;
  readonly folder: string;
  readonly data: string;
}

async function record({ group, rule, back }: Past, { promtool, url, folder, data }: Call): Promise<void> {
  mkdirSync(folder);
  const { name, interval } = group;
  writeFileSync(join(folder, FILE), dump({ groups: [{ name, interval, rules: [rule] }] }));
  const beginning = Math.max(BEGINNING, END - back);
  const times = [`--start=${beginning / 1000}`, `--end=${END / 1000}`, `--eval-interval=${interval}`];
  const command = ['tsdb', 'create-blocks-from', `--max-block-duration=${BLOCK / HOUR}h`, '--quiet', 'rules'];
  await succeeds(promtool, [...command, `--url=${url}`, ...times, `--output-dir=${data}`, FILE], {
    cwd: folder,
    timeoutSeconds: 1200,
  });
}

async function checkEmpty(set: RuleSet, circular: readonly string[], database: string): Promise<void> {
  const { evaluate, stop } = await openDatabase(database);
  try {
    for (const rule of set.groups.flatMap(({ rules }) => rules.filter(isRecording))) {
      if (!circular.includes(rule.record)) continue;
      const labels = Object.entries(rule.labels ?? {}).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const range = `[${(END - BEGINNING) / 1000}s]`;
      const { values } = await evaluate(`present_over_time(${rule.record}{${labels.join(',')}}${range})`, END);
      if (values.length === 0) continue;
      throw new Error(
        `${set.name}: ${rule.record} reads series that read it; that can only be recorded afterwards if it is empty, and it is not`,
      );
    }
  } finally {
    await stop();
  }
}
