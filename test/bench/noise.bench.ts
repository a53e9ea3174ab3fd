import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ENVIRONMENTS } from '../../environments';
import { renderedAlertmanager } from '../live/harness/alertmanager/file';
import { rendered, ruleFiles } from '../live/harness/rendered';
import { tool } from '../live/harness/tools';
import { accountOf, untold } from './noise/account';
import { parametricAccount } from './noise/parametric';
import { failuresOf, reportText, type Result } from './noise/report';
import { naive, ours } from './noise/sides';
import { tell } from './noise/tell';
import { DAYS, WEEK } from './noise/week/clock';
import { DEPLOYS, TRUE_INCIDENTS } from './noise/week/events';
import { historyOf } from './noise/history';
import { replaysOf, weekOf } from './noise/week/replays';
import { TODAYS_ALERT } from './noise/week/todays-rule';
import { outlierRate } from '../../workloads/ate/outliers';

const ENVIRONMENT = 'prod-us-west-2';

/** A week takes 14 minutes, and two minutes a sixth of a second: many times what this program and a notification need. */
const FACTOR = 720;

const HELP = `Usage: npm run bench:noise [-- --seed <number>] [-- --factor <number>] [-- --json <file>]

What people get of a week of the test floor. The simulator's week has 160 handfuls of outliers a day that mean nothing and 40 tests on
testers that are truly off, testers that flap, a deployment of each service, the failure of a node, and ${TRUE_INCIDENTS.length} true critical
incidents of as many teams. The rules of ${ENVIRONMENT}, as synth has rendered them, judge it with Prometheus's own engine;
what they raise is told to two real Alertmanagers at the same time, and whatever these send is recorded:

  naive  one route, nothing grouped or inhibited, everything notifies whoever is on call, ends included, and again every
         four hours; with the rule for outliers that the floor has today in the place of ours
  ours   the configuration of ${ENVIRONMENT}, but at any time of day

Alertmanager has no clock to inject: all of its durations are divided by one factor, as are the times of alerts. A page is what opens an
incident in PagerDuty; a further event of an open one is an update. One person is on call for each team, for the whole week.

The last line says how many per cent fewer notifications ours sends, and the pages of the person who gets most. The exit status is 1 if
they are less than 95 % fewer, if anybody has 5 pages or more, if a true incident is not paged within 2 minutes of its alert, or if a
true finding of outliers is never told of.

The programs are those of the live tier, and built on first use. The week takes about ten minutes to judge on two cores, which is kept in
~/.cache/probecard/noise until a rule or the simulator changes, and then ${Math.ceil((DAYS * 1440) / FACTOR)} minutes to tell.

Options:
  --seed <number>    another week of the same kind (default 1)
  --factor <number>  how many times faster than ours its time is (default ${FACTOR}); lower where the machine is busy
  --json <file>      also writes all that was counted
  --help`;

const say = (what: string): void => console.error(what);

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seed: text, factor: text, json: text, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const [seed, factor] = [numberOf('--seed', values.seed, 1, 0), numberOf('--factor', values.factor, FACTOR, 1)];
  for (const program of ['replay', 'alertmanager'] as const) await tool(program);
  const result = await measured(seed, factor);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(result, undefined, 1));
  console.log(reportText(result));
  process.exitCode = failuresOf(result).length > 0 ? 1 : 0;
}

async function measured(seed: number, factor: number): Promise<Result> {
  const environment = ENVIRONMENTS.find(({ name }) => name === ENVIRONMENT);
  if (!environment) throw new Error(`there is no environment ${ENVIRONMENT}`);
  const files = ruleFiles(rendered(ENVIRONMENT));
  const { changes, failures } = await historyOf(replaysOf(environment, files, seed), say);
  if (failures.length > 0) throw new Error(`rules cannot be evaluated: ${failures.join('; ')}`);
  const sides = [naive, ours(renderedAlertmanager(ENVIRONMENT))] as const;
  const {
    heard: [byNaive, byOurs],
    late,
  } = await tell(changes, sides, { span: WEEK, factor, files, say });
  if (!byNaive || !byOurs) throw new Error('a side has heard nothing');
  const of = { history: changes, incidents: TRUE_INCIDENTS, deployments: DEPLOYS, span: WEEK };
  const silenced = untold(
    changes.filter(({ labels }) => sides[1].hears(labels.alertname ?? '')),
    byOurs.contents,
  );
  return {
    seed,
    factor,
    naive: accountOf('naive', byNaive, of),
    ours: accountOf('ours', byOurs, of),
    parametric: parametricAccount(weekOf(seed), changes, byOurs.contents, {
      names: { today: TODAYS_ALERT, ours: outlierRate.name },
      span: WEEK,
    }),
    silenced: countByName(silenced.map(({ labels }) => labels.alertname ?? '')),
    late,
  };
}

const countByName = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((other) => other === name).length]));

function numberOf(option: string, text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < least || text === '') {
    throw new Error(`${option} ${text ?? ''}: expected a number, not below ${least}`);
  }
  return value;
}

/** What is started is ended, and what is written removed, when the process exits; a signal alone would skip that. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
