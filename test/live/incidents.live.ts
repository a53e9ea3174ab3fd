import { load } from 'js-yaml';
import { fab } from '../../simulator/fab';
import { MINUTE } from '../../simulator/time';
import { WORKLOADS } from '../../workloads';
import { pool } from './harness/pool';
import { fileOf, rendered, ruleFiles } from './harness/rendered';
import { CASES, USUAL_JUDGED, USUAL_PAST, type Case } from './incidents/cases';
import type { Routing } from './incidents/pages';
import { replay } from './incidents/replay';
import { table } from './incidents/table';
import { verdict, type Verdict } from './incidents/verdict';

jest.setTimeout(600_000);

const ENVIRONMENT = 'prod-us-west-2';
const SEED = 1;
/** A Wednesday morning in winter. */
const START = Date.UTC(2026, 0, 14, 10) / 1000;
/** How old the exporters are that are there from the beginning. */
const AGE = 30 * 24 * 60 * MINUTE;

const objects = rendered(ENVIRONMENT);
const files = ruleFiles(objects);
const routing = load(fileOf(objects, 'alertmanager.yaml')) as Routing;

const run = pool(2);

async function judged(of: Case): Promise<Verdict> {
  const when = { from: START, to: START + of.lasts * MINUTE };
  const targets = fab(
    WORKLOADS.filter(({ name }) => of.workloads.includes(name)),
    { seed: SEED, since: START - AGE, schedule: [{ incident: of.incident, ...when }] },
  );
  const replayed = await replay(
    files.filter(({ name }) => [...of.workloads, 'watchdog'].includes(name)),
    targets,
    {
      seed: SEED,
      from: START - (of.past ?? USUAL_PAST) * MINUTE,
      judged: START - (of.judged ?? USUAL_JUDGED) * MINUTE,
      to: when.to + (of.resolves + 2) * MINUTE,
    },
  );
  return verdict(of, when, replayed, routing);
}

describe(`incidents in ${ENVIRONMENT}, as unchanged rules judge them`, () => {
  const watched = CASES.filter(({ workloads }) => workloads.every((name) => WORKLOADS.some((w) => w.name === name)));
  const verdicts = new Map<Case, Promise<Verdict>>();
  const verdictOf = (of: Case): Promise<Verdict> => {
    const known = verdicts.get(of) ?? run(() => judged(of));
    verdicts.set(of, known);
    return known;
  };

  afterAll(async () => {
    const rows = await Promise.all([...verdicts].map(async ([of, found]) => ({ of, verdict: await found })));
    process.stdout.write(`\n${table(rows)}\n\n`);
  });

  test.each(watched)('$incident is told in time, wakes nobody twice, and is over afterwards', async (of) => {
    // While one is looked at, the next is under way.
    const next = watched[watched.indexOf(of) + 1];
    const verdict = verdictOf(of);
    if (next) void verdictOf(next);
    expect((await verdict).problems).toEqual([]);
  });
});
