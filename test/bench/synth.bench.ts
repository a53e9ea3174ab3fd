import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderEnvironment } from '../../cli/render';
import { ENVIRONMENTS, type Environment } from '../../environments';
import { copies } from './copies';
import { forgetBundle, wholeSynth, type Run } from './whole-synth';

/**
 * What synth costs as a whole, beside what it is held to; and the CPU time of declaring and rendering, in this process. It
 * prints and asserts nothing: machines differ, and a reader wants to know whether cost grows with the number of workloads or faster.
 */
const COUNTS = [1, 10, 100];
const RUNS = 5;

/**
 * Milliseconds of CPU that `helm template` (its process from start to end) needs for each object of kube-prometheus-stack on
 * the two-core machine that CI uses.
 */
const HELM_PER_OBJECT = 2.2;
/** Milliseconds within which everything is rendered. */
const ALL = 4_000;

interface Cost {
  readonly milliseconds: number;
  readonly objects: number;
}

function measured(work: () => number): Cost {
  const runs = Array.from({ length: RUNS }, () => {
    const start = process.cpuUsage();
    const objects = work();
    const { user, system } = process.cpuUsage(start);
    return { milliseconds: (user + system) / 1000, objects };
  }).sort((a, b) => a.milliseconds - b.milliseconds);
  const median = runs[Math.floor(RUNS / 2)];
  if (!median) throw new Error('no runs');
  return median;
}

const rendered = (environment: Environment): number =>
  renderEnvironment(environment).reduce((sum, { objects }) => sum + objects.length, 0);

function line(what: string, { milliseconds, objects }: Cost, note = ''): void {
  const each = (milliseconds / objects).toFixed(2);
  console.log(
    `${what.padEnd(34)} ${String(objects).padStart(5)} objects ${milliseconds.toFixed(0).padStart(6)} ms CPU ${each.padStart(6)} ms/object ${note}`,
  );
}

/** The median by CPU: another process on the machine must not decide. */
function whole(folder: string): Run {
  const runs = Array.from({ length: RUNS }, (_, i) => wholeSynth(join(folder, `again-${i}`))).sort(
    (a, b) => a.cpu - b.cpu,
  );
  const median = runs[Math.floor(RUNS / 2)];
  if (!median) throw new Error('no runs');
  return median;
}

/** The first run after a change puts the sources together and compiles them. */
function afterChange(folder: string): Run {
  forgetBundle();
  return wholeSynth(join(folder, 'first'));
}

function wholeProcesses(): void {
  const folder = mkdtempSync(join(tmpdir(), 'probecard-bench-'));
  try {
    judged('first after a change', afterChange(folder));
    judged('again', whole(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judged(when: string, { objects, environments, cpu, wall }: Run): void {
  const against = (value: number, bound: number): string => (value <= bound ? 'within' : 'OVER');
  const each = cpu / objects;
  console.log(
    [
      `synth, the whole process, ${when}: ${environments} environments, ${objects} objects`,
      `  ${each.toFixed(2)} ms CPU/object, ${against(each, HELM_PER_OBJECT)} the ${HELM_PER_OBJECT} ms of helm template for kube-prometheus-stack`,
      `  ${(cpu / 1000).toFixed(2)} s CPU, ${(wall / 1000).toFixed(2)} s by the clock: ${against(Math.max(cpu, wall), ALL)} the ${ALL / 1000} s for all`,
    ].join('\n'),
  );
}

function main(): void {
  wholeProcesses();
  const [dev] = ENVIRONMENTS;
  if (!dev) throw new Error('there is no environment to measure');
  measured(() => rendered(dev));
  line(
    'all environments',
    measured(() => ENVIRONMENTS.reduce((sum, environment) => sum + rendered(environment), 0)),
  );

  const bare = measured(() => rendered({ ...dev, overrides: [], workloads: [] }));
  line('the stack without a workload', bare);
  const costs = COUNTS.map((count) => ({
    count,
    ...measured(() => rendered({ ...dev, overrides: [], workloads: copies(count) })),
  }));
  const perCopy = (cost: Cost & { count: number }): number => (cost.milliseconds - bare.milliseconds) / cost.count;
  const [first] = costs;
  for (const cost of costs) {
    const ratio = first ? perCopy(cost) / perCopy(first) : 1;
    line(
      `${cost.count} ${cost.count === 1 ? 'copy' : 'copies'} of the yield predictor`,
      cost,
      `${perCopy(cost).toFixed(1)} ms/copy, ${ratio.toFixed(2)}× the first`,
    );
  }
}

main();
