import { availableParallelism } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ruleGroups } from '../../alerts/rule-groups';
import type { Workload } from '../../signals';
import { WORKLOADS } from '../../workloads';
import { uniform } from '../bench/slo/random';
import { LINKS } from '../fixtures/environment';
import { scratch } from '../live/harness/scratch';
import { tool, versionOf } from '../live/harness/tools';
import { Campaign, type Result } from './campaign';
import { equivalenceOf } from './equivalent';
import { Experience } from './experience';
import { Memory, memoryFile } from './memory';
import { mutants, nameOf, type Mutant } from './mutants';
import { runner } from './promtool';
import { concerned, includes } from './reading';
import { asJson, lineOf, reportText, share, type Excluded } from './report';
import { suiteTests } from './suites';

const LEAST = 95;

const HELP = `Usage: npm run mutate [-- <options>]

Breaks the rules of alerts and objectives one at a time and says how many of the generated tests notice: a factor, a window, a
matcher, a comparison, a guard, a grouping label, an operator, an aggregation, a rule's label, a 'for'. Every mutant goes through
the tests that can see it, in the real promtool, until one fails. Of a test, only the checks that depend on the changed rule are
run, with the rules that these depend on. The exit status is 1 if fewer than ${LEAST} % are caught.

What promtool has said of some files is remembered in ~/.cache/probecard/mutation: after a change, only what it changes is run.

A mutant that yields what the rule yields is excluded by a reasoned entry in test/mutation/equivalent.ts, and reported as such.

Options:
  --only <text>     mutate only rules whose group or name has this in it
  --signals         mutate only rules of signals: leave out those of objectives
  --sample <n>      try only so many mutants, chosen at random
  --seed <n>        … by this seed; default: 1
  --jobs <n>        how many run at a time; default: the number of cores
  --least <percent> default: ${LEAST}
  --effort <n>      run only what takes at most so many evaluations of rules: what slower tests alone would notice, survives
  --fresh           run everything, whatever is remembered
  --json <file>     also write what became of each mutant
  --help`;

const say = (what: string): void => console.error(what);

interface Options {
  readonly only: string;
  readonly signals: boolean;
  readonly sample: number;
  readonly seed: number;
  readonly jobs: number;
  readonly least: number;
  readonly effort: number;
  readonly json: string | undefined;
  readonly fresh: boolean;
}

function options(): Options | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      only: text,
      sample: text,
      seed: text,
      jobs: text,
      least: text,
      effort: text,
      json: text,
      signals: { type: 'boolean' },
      fresh: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const { only = '', signals = false, json, fresh = false } = values;
  return {
    only,
    signals,
    json,
    fresh,
    sample: positive('sample', values.sample, Infinity),
    seed: positive('seed', values.seed, 1),
    jobs: positive('jobs', values.jobs, availableParallelism()),
    least: positive('least', values.least, LEAST),
    effort: positive('effort', values.effort, Infinity),
  };
}

function positive(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!(Number(value) > 0)) throw new Error(`--${name} ${value}: say a number above zero`);
  return Number(value);
}

/** So many, at random but the same for the same seed, in their own order. */
function sampled(all: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const next = uniform(seed);
  const drawn = all.map((mutant) => ({ mutant, lot: next() })).toSorted((a, b) => a.lot - b.lot);
  const chosen = new Set(drawn.slice(0, count).map(({ mutant }) => mutant));
  return all.filter((mutant) => chosen.has(mutant));
}

function mutantsOf(workload: Workload, { only, signals }: Options) {
  const isObjective = (group: string): boolean => group.startsWith(`${workload.name}.slo.`);
  const groups = ruleGroups(workload, LINKS).filter(({ name }) => !(signals && isObjective(name)));
  const places = concerned(groups, isObjective);
  const unread = groups.flatMap(({ name: group, rules }) =>
    rules.flatMap((rule, index) => (includes(places, { group, index }) ? [] : [nameOf(rule)])),
  );
  const all = mutants(groups, (place) => includes(places, place));
  return { unread, all: all.filter(({ place, title }) => `${place.group} ${title}`.includes(only)) };
}

/** Each in turn, by so many at a time; results in the order of the list. */
async function each<T, R>(list: readonly T[], jobs: number, work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = list.entries();
  const worker = async (): Promise<void> => {
    for (const [i, one] of queue) {
      results.set(i, await work(one));
      // What is remembered waits for nothing, and would let nobody else have a turn.
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return list.map((_, i) => results.get(i) as R);
}

const PROGRESS_SECONDS = 15;

async function main(): Promise<number> {
  const chosen = options();
  if (!chosen) {
    console.log(HELP);
    return 0;
  }
  const promtool = await tool('promtool');
  const version = await versionOf(promtool, ['--version']);
  if (version === undefined) throw new Error(`${promtool} does not say its version`);
  const place = scratch('mutation');
  const memory = new Memory(chosen.fresh ? join(place.folder, 'verdicts.jsonl') : memoryFile(version));
  const experience = new Experience();
  try {
    const parts = WORKLOADS.map((workload) => {
      const { all, unread } = mutantsOf(workload, chosen);
      return { all, unread, tests: suiteTests(workload, LINKS) };
    });
    const campaigns = parts.map(({ all, tests }) => ({
      campaign: new Campaign(tests, runner(promtool, join(place.folder, 'runs')), memory, experience, chosen.effort),
      all,
    }));
    const work = campaigns.flatMap(({ campaign, all }) => all.map((mutant) => ({ campaign, mutant })));
    const picked = new Set(
      sampled(
        work.map(({ mutant }) => mutant),
        chosen.sample,
        chosen.seed,
      ),
    );
    const excluded: readonly Excluded[] = work.flatMap(({ mutant }) => {
      const because = picked.has(mutant) ? equivalenceOf(mutant) : undefined;
      return because ? [{ mutant, because }] : [];
    });
    const left = new Set(excluded.map(({ mutant }) => mutant));
    const tried = work.filter(({ mutant }) => picked.has(mutant) && !left.has(mutant));
    const results = await withProgress(tried.length, (done) =>
      each(tried, chosen.jobs, async ({ campaign, mutant }) => {
        const result = await campaign.of(mutant);
        done(result);
        return result;
      }),
    );
    const outcome = { results, excluded, unread: parts.flatMap(({ unread }) => unread) };
    console.log(reportText(outcome));
    if (chosen.json !== undefined) writeFileSync(chosen.json, JSON.stringify(asJson(outcome), undefined, 2));
    return share(results) * 100 >= chosen.least ? 0 : 1;
  } finally {
    place.remove();
  }
}

/** Tells of survivors at once, and of how far it is from time to time. */
async function withProgress<T>(total: number, work: (done: (result: Result) => void) => Promise<T>): Promise<T> {
  const started = Date.now();
  let finished = 0;
  const tell = (): void => {
    const minutes = (Date.now() - started) / 60_000;
    const rest = finished === 0 ? '' : `, about ${Math.ceil((minutes / finished) * (total - finished))} min to go`;
    say(`${finished} of ${total} mutants after ${minutes.toFixed(1)} min${rest}`);
  };
  const timer = setInterval(tell, PROGRESS_SECONDS * 1000);
  try {
    return await work((result) => {
      finished += 1;
      if (result.outcome === 'survived') say(`survived: ${lineOf(result)}`);
    });
  } finally {
    clearInterval(timer);
    tell();
  }
}

/** What is written is removed when the process exits; a signal alone would skip that. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
