import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ruleCount, samplesPerHour } from '../alerts/slo/cost';
import type { Environment } from '../environments';
import { checkEnvironments } from '../environments/check';
import { exceptionsIn } from '../charts/invariants';
import { totals, totalsLine, type Totals } from '../charts/totals';
import { slothId, type Workload } from '../signals';
import { sizingPage } from '../sizing';
import { coveragePage } from './coverage';
import { failureText } from './failure';
import { renderEnvironment, SharingWriter, type ChartFile } from './render';
import { runbookPages } from './runbooks';
import { swapIn } from './swap';

const HELP = `Usage: npm run synth -- [options]

Renders every environment to dist/<environment>/<chart>.k8s.yaml, its deploy gates to dist/<environment>/gates/, and what
Argo CD reads to dist/<environment>/argocd/; a page for every signal and objective that alerts to runbooks/; the table of
sizes to docs/sizing.md; and what is covered by what to docs/coverage.md.
The previous output is replaced only when all of the new one is good.

Options:
  --out DIR   write dist/, runbooks/ and docs/ below DIR instead of this folder
  --json      print one JSON object instead of the table
  --help      this text

Exit status: 0 when everything was written, 1 when anything is wrong (nothing is written then).
`;

/** The pages in docs/ that are written here. */
const SIZING_PAGE = join('docs', 'sizing.md');
const COVERAGE_PAGE = join('docs', 'coverage.md');

interface Rendered {
  readonly environment: Environment;
  readonly charts: readonly ChartFile[];
}

/** What an objective costs Prometheus. */
interface ObjectiveCost {
  /** Its `sloth_id`. */
  readonly name: string;
  readonly rules: number;
  /** Samples that evaluating its rules reads in an hour: an estimate from what is declared. */
  readonly samplesPerHour: number;
}

/** What a run wrote, in numbers. */
export interface Summary {
  readonly environments: readonly {
    readonly name: string;
    /** What its objects ask of its cluster: cores, and bytes. */
    readonly totals: Totals;
    /** Pods that are allowed not to meet the *restricted* pod security standard. */
    readonly exceptions: readonly string[];
    readonly charts: readonly {
      readonly name: string;
      readonly objects: number;
      readonly bytes: number;
      readonly milliseconds: number;
    }[];
  }[];
  readonly objectives: readonly ObjectiveCost[];
  readonly runbooks: number;
  readonly milliseconds: number;
}

/** @throws Error with nothing written, if any environment or page is wrong */
export function synth(environments: readonly Environment[], root: string): Summary {
  const start = performance.now();
  const writer = new SharingWriter();
  const rendered = checkEnvironments(environments).map((environment) => ({
    environment,
    charts: renderEnvironment(environment, writer.of(environment)),
  }));
  const pages = runbookPages(environments);
  swapIn(
    root,
    ['dist', 'runbooks', SIZING_PAGE, COVERAGE_PAGE],
    [
      ...rendered.flatMap(({ environment, charts }) =>
        charts.map(({ name, text }) => ({ path: join('dist', environment.name, `${name}.k8s.yaml`), text })),
      ),
      ...pages.map(({ file, text }) => ({ path: join('runbooks', file), text })),
      { path: SIZING_PAGE, text: sizingPage() },
      { path: COVERAGE_PAGE, text: coveragePage(declaredIn(environments)) },
    ],
  );
  return summary(rendered, costs(environments), pages.length, performance.now() - start);
}

/** Every workload that is watched anywhere, once. */
const declaredIn = (environments: readonly Environment[]): readonly Workload[] => [
  ...new Map(environments.flatMap(({ workloads }) => workloads.map((one) => [one.name, one] as const))).values(),
];

/** Of every objective once: environments change who hears of it, and not what it reads. */
const costs = (environments: readonly Environment[]): readonly ObjectiveCost[] =>
  declaredIn(environments).flatMap((workload) =>
    workload.objectives.map((slo) => ({
      name: slothId(workload, slo),
      rules: ruleCount(workload, slo),
      samplesPerHour: Math.round(samplesPerHour(workload, slo)),
    })),
  );

const summary = (
  rendered: readonly Rendered[],
  objectives: readonly ObjectiveCost[],
  runbooks: number,
  milliseconds: number,
): Summary => ({
  environments: rendered.map(({ environment, charts }) => ({
    name: environment.name,
    totals: totals(objectsOf(charts), environment.cluster),
    exceptions: exceptionsIn(objectsOf(charts)).map(({ namespace, name }) => `${namespace}/${name}`),
    charts: charts.map((chart) => ({
      name: chart.name,
      objects: chart.objects.length,
      bytes: Buffer.byteLength(chart.text),
      milliseconds: Math.round(chart.milliseconds),
    })),
  })),
  objectives,
  runbooks,
  milliseconds: Math.round(milliseconds),
});

const objectsOf = (charts: readonly ChartFile[]): ChartFile['objects'] => charts.flatMap(({ objects }) => objects);

function table({ environments, objectives, runbooks, milliseconds }: Summary): string {
  const lines = environments.flatMap(({ name, charts }) =>
    charts.map((chart) => {
      const file = `dist/${name}/${chart.name}.k8s.yaml`.padEnd(72);
      return `${file} ${count(chart.objects, 'object').padStart(11)} ${kilobytes(chart.bytes)} ${String(chart.milliseconds).padStart(5)} ms`;
    }),
  );
  const slos = objectives.map(
    ({ name, rules, samplesPerHour: samples }) =>
      `objective ${name.padEnd(62)} ${count(rules, 'rule').padStart(11)} ${millions(samples)} samples read an hour`,
  );
  const asked = environments.map(
    ({ name, totals: of, exceptions }) =>
      `${totalsLine(name, of)}, ${count(exceptions.length, 'exception')} from pod security`,
  );
  const all = environments.flatMap(({ charts }) => charts);
  const total = (of: 'objects' | 'bytes') => all.reduce((sum, chart) => sum + chart[of], 0);
  const closing = [
    count(environments.length, 'environment'),
    count(all.length, 'chart'),
    count(total('objects'), 'object'),
    kilobytes(total('bytes')).trim(),
    count(runbooks, 'runbook page'),
  ].join(', ');
  return [...lines, ...slos, ...asked, `${closing} in ${(milliseconds / 1000).toFixed(1)} s`].join('\n');
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
const millions = (n: number): string => `${(n / 1e6).toFixed(1).padStart(8)} M`;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;

/** What is declared in `environments/`; loaded late, so that a wrong declaration is an error like any other. */
const declared = async (): Promise<readonly Environment[]> => (await import('../environments')).ENVIRONMENTS;

/** @returns the exit status */
export async function main(argv: readonly string[], environments = declared): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { out: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const result = synth(await environments(), values.out ?? '.');
    process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : table(result)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${red('synth failed:')} ${failureText(error)}\nNothing was written.\n`);
    return 1;
  }
}

const red = (text: string): string => (process.stderr.isTTY ? `\u001b[31m${text}\u001b[0m` : text);

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
