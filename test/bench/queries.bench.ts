import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { renderEnvironment } from '../../cli/render';
import { ENVIRONMENTS, type Environment } from '../../environments';
import { milliseconds, type Duration } from '../../promql';
import { fab } from '../../simulator/fab';
import type { Target } from '../../simulator/target';
import { dashboards } from '../live/harness/dashboards';
import { objectOf, ruleFiles, type KubeObject } from '../live/harness/rendered';
import { tool } from '../live/harness/tools';
import { choicesOf } from './queries/choices';
import { DAYS, END, SINCE } from './queries/clock';
import { openDatabase, type Database } from './queries/database';
import { priceAll, type Prices } from './queries/measure';
import { onEveryNode } from './queries/nodes';
import { pastOf } from './queries/past';
import { questions, type Question } from './queries/questions';
import { BOUND, reportText } from './queries/report';
import { declaredSeries } from './queries/series';

const ENVIRONMENT = 'prod-us-west-2';

const HELP = `Usage: npm run bench:queries [-- --dashboard <text>] [-- --json <file>]

What the panels of ${ENVIRONMENT} cost, as it is declared now: a real Prometheus with its limits gets ${DAYS} days of every series
of the simulated fab and of what the rules record of it (every 15 s in the newest day, every minute before it), and
answers every query of every panel as Grafana would ask it: with its steps, with all that can be chosen in the
variables, and with a single value of each; at 1 h, and at the widest range that a dashboard offers. A panel with
a range of its own has that one in both. Each is asked once, and then three times, of which the median counts; from the question until
the answer is there as a whole.

The last line says whether 99 of 100 are answered within ${BOUND} ms. The exit status is 1 only if a query fails: how long it takes depends on what
else the machine does.

The programs are those of the live tier, and built on first use. The data takes about two minutes to make on two cores, and is kept
in ~/.cache/probecard/bench (gigabytes; the one of the last run) until a metric or rule changes.

Options:
  --dashboard <text>  only dashboards with this in their title
  --json <file>       also writes what every query costs
  --help`;

const say = (what: string): void => console.error(what);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dashboard: { type: 'string', default: '' }, json: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  for (const program of ['prometheus', 'fill'] as const) await tool(program);
  const environment = ENVIRONMENTS.find(({ name }) => name === ENVIRONMENT);
  if (!environment) throw new Error(`there is no environment ${ENVIRONMENT}`);
  const objects = renderEnvironment(environment).flatMap((chart) => chart.objects) as unknown as readonly KubeObject[];
  const past = await pastOf(declaredSeries(targetsOf(environment), END), ruleFiles(objects));
  for (const failure of past.failures) say(`a rule fails: ${failure}`);
  say(`recorded of nothing while all is well: ${past.empty.join(', ')}`);

  const database = await openDatabase(past.data, objects);
  const before = loadavg()[0] ?? NaN;
  let prices: Prices;
  try {
    prices = await priceAll(await allQuestions(objects, database, values.dashboard), database, say);
  } finally {
    await database.stop();
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(prices, undefined, 1));
  console.log(reportText(past, prices, { cores: availableParallelism(), load: [before, loadavg()[0] ?? NaN] }));
  process.exitCode = prices.failed.length > 0 ? 1 : 0;
}

async function allQuestions(
  objects: readonly KubeObject[],
  database: Database,
  text: string,
): Promise<readonly Question[]> {
  const chosen = dashboards(objects).filter(({ title }) => title.includes(text));
  if (chosen.length === 0) throw new Error(`no dashboard has '${text}' in its title`);
  const all: Question[] = [];
  for (const dashboard of chosen) {
    const choices = await choicesOf(dashboard, database);
    all.push(...questions({ dashboard, choices, end: END, scrapeInterval: scrapeInterval(objects) }));
  }
  return all;
}

/** The simulated fab, on as many nodes as the environment has. */
const targetsOf = ({ workloads, cluster }: Environment): readonly Target[] =>
  workloads.flatMap((workload) =>
    onEveryNode(
      fab([workload], { seed: 1, since: SINCE, schedule: [] }),
      workload.name === 'gpus' ? cluster.gpuNodes : cluster.nodes,
    ),
  );

/** In seconds; Grafana's data source has it as well. */
const scrapeInterval = (objects: readonly KubeObject[]): number =>
  milliseconds(objectOf(objects, 'Prometheus', 'main').spec?.scrapeInterval as Duration) / 1000;

/** What is started is ended when the process exits; a signal alone would skip that. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
