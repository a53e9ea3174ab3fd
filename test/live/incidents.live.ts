import { load } from 'js-yaml';
import { ENVIRONMENTS } from '../../environments';
import { fab, MODELS } from '../../simulator/fab';
import { MINUTE } from '../../simulator/time';
import type { Workload } from '../../signals';
import { pool } from './harness/pool';
import { fileOf, rendered, ruleFiles } from './harness/rendered';
import { ahead } from './incidents/ahead';
import { USUAL_JUDGED, USUAL_PAST, type Case } from './incidents/case';
import { CASES } from './incidents/cases';
import type { Routing } from './incidents/pages';
import { replay } from './incidents/replay';
import { table } from './incidents/table';
import { verdict, type Verdict } from './incidents/verdict';

/** A day takes a minute, but several of them where others have the processors. */
jest.setTimeout(30 * 60_000);

const ENVIRONMENT = 'prod-us-west-2';
const SEED = 1;
/** A Wednesday morning in winter. */
const START = Date.UTC(2026, 0, 14, 10) / 1000;
/** How old the exporters are that are there from the beginning. */
const AGE = 30 * 24 * 60 * MINUTE;

const watched = ENVIRONMENTS.find(({ name }) => name === ENVIRONMENT)?.workloads ?? [];
const objects = rendered(ENVIRONMENT);
const files = ruleFiles(objects);
const routing = load(fileOf(objects, 'alertmanager.yaml')) as Routing;

const run = pool(2);

async function judged(of: Case): Promise<Verdict> {
  const when = { from: START, to: START + of.lasts * MINUTE };
  const targets = fab(
    watched.filter(({ name }) => of.workloads.includes(name)),
    { seed: SEED, since: START - AGE, schedule: [{ incident: of.incident, ...when }] },
  );
  const replayed = await replay(
    files.filter(({ name }) => [...of.workloads, 'watchdog'].includes(name)),
    targets,
    {
      seed: SEED,
      from: START - (of.past ?? USUAL_PAST) * MINUTE,
      ...(of.recorded !== undefined && { recorded: START - of.recorded * MINUTE }),
      judged: START - (of.judged ?? USUAL_JUDGED) * MINUTE,
      to: when.to + (of.resolves + 2) * MINUTE,
    },
  );
  return verdict(of, when, replayed, routing);
}

/** What a day without incidents looks like: a deployment in the morning, and load that comes and goes. */
const DAY_LONG = 24 * 60;
/** Those that are known by their catalogs alone have a level that stays: more of it shows nothing new. */
const LONG_ENOUGH = 3 * 60;

async function firedOn(workload: Workload): Promise<readonly string[]> {
  const length = workload.name in MODELS ? DAY_LONG : LONG_ENOUGH;
  const deploy = { incident: 'deploy', from: START, to: START + 10 * MINUTE } as const;
  const stretch = { from: START - USUAL_PAST * MINUTE, judged: START - USUAL_JUDGED * MINUTE };
  const { changes, failures } = await replay(
    files.filter(({ name }) => [workload.name, 'watchdog'].includes(name)),
    fab([workload], { seed: SEED, since: START - AGE, schedule: [deploy] }),
    { seed: SEED, ...stretch, to: stretch.judged + length * MINUTE },
  );
  const firing = changes.filter(({ state }) => state === 'firing');
  return [...failures, ...new Set(firing.map(({ labels }) => labels.alertname ?? ''))];
}

describe(`a healthy day in ${ENVIRONMENT}, as unchanged rules judge it`, () => {
  const fired = ahead(watched, (workload) => run(() => firedOn(workload)));

  test.each(watched)('nothing fires for $name but the alert that always does', async (workload) => {
    expect(await fired(workload)).toEqual(['Watchdog']);
  });
});

describe(`incidents in ${ENVIRONMENT}, as unchanged rules judge them`, () => {
  const verdictOf = ahead(CASES, (of) => run(() => judged(of)));
  const rows: { readonly of: Case; readonly verdict: Verdict }[] = [];

  afterAll(() => {
    process.stdout.write(`\n${table(rows)}\n\n`);
  });

  test.each(CASES)('$incident is told in time, wakes nobody twice, and is over afterwards', async (of) => {
    const found = await verdictOf(of);
    rows.push({ of, verdict: found });
    expect(found.problems).toEqual([]);
  });
});
