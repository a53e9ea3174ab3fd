import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Duration } from '../../promql';
import { scratch } from '../live/harness/scratch';
import { tool } from '../live/harness/tools';
import { compare, type Comparison } from './slo/comparison';
import { LOADS } from './slo/load';
import { ourRules, predictedSamplesPerHour } from './slo/ours';
import {
  asJson,
  comparisonText,
  isKept,
  PERIOD_WINDOW,
  predictionLine,
  TARGET,
  verdict,
  verdictLine,
} from './slo/report';
import type { RuleSet } from './slo/rule-set';
import { slothRules } from './slo/sloth';

const HELP = `Usage: npm run bench:slo [-- --json <file>]

Compares the rules of one objective (99.9 % of predictions succeed) with those that Sloth renders for it, on a real
Prometheus that has both: 50 series of a counter, every 15 s, for 30 days and some before. Twice: under steady load, and with
a day whose second half has 1 % of the traffic and 10 % errors. All rules of both are evaluated at the end of the data,
recordings and alerts alike. Printed are

  samples/h, evaluation s/h  what Prometheus says it read and how long it took (the median of several evaluations),
                             times the evaluations of the rule's group in an hour. Sloth's groups state no interval and
                             are counted at the 30 s at which a Prometheus with our rules evaluates groups;
  error                      of the recorded error ratio, relative to the exact one: the increases of the raw counters from
                             sample to sample within the window, added up.

The last line takes the worse of both loads for each number. The exit status is 1 if it is under ${TARGET.fewer}× or over ${TARGET.error * 100} %.

The programs are those of the live tier, and built on first use. It then takes about two minutes on two cores that have nothing
else to do, most of it for making the data, and up to 600 MB in a temporary folder, which is removed. Whatever else the machine
does goes into the seconds, not into the samples and the errors: these are the same in every run.

Options:
  --json <file>  also writes all that was measured, by rule
  --help`;

const WINDOWS: readonly Duration[] = ['1h', '6h', '1d', '3d', '7d', PERIOD_WINDOW];

const say = (what: string): void => console.error(what);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return;
  }
  // Before anything is measured: what is built for the first time takes minutes.
  for (const program of ['prometheus', 'promtool', 'sloth'] as const) await tool(program);
  const [ours, sloth] = [ourRules(), await renderedBySloth()];
  const comparisons: Comparison[] = [];
  for (const load of LOADS) {
    const comparison = await compare({ load, ours, sloth, windows: WINDOWS, say });
    comparisons.push(comparison);
    console.log(comparisonText(comparison, WINDOWS));
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(asJson(comparisons, WINDOWS), undefined, 2));
  const result = verdict(comparisons);
  console.log(predictionLine(predictedSamplesPerHour(), comparisons));
  console.log(verdictLine(result));
  process.exitCode = isKept(result) ? 0 : 1;
}

async function renderedBySloth(): Promise<RuleSet> {
  const place = scratch('bench-sloth');
  try {
    return await slothRules(place.folder);
  } finally {
    place.remove();
  }
}

/** What is started is ended, and what is written removed, when the process exits; a signal alone would skip that. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
