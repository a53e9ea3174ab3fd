import { parseArgs } from 'node:util';
import { backfillStages, objectivesOf, type Past } from '../alerts/slo/backfill';
import { ratioWindows } from '../alerts/slo/windows';
import type { Environment } from '../environments';
import { milliseconds } from '../promql';
import { slothId, type Slo, type Workload } from '../signals';
import { script } from './backfill/script';
import { failureText } from './failure';

const LOCAL = 'http://localhost:9090';

const HELP = `Usage: npm run -s probecard -- backfill OBJECTIVE [options]

Prints the commands, a script for sh, that fill the past of a new or renamed objective from the metrics that Prometheus
has of that time: rules in stages, promtool to evaluate them, kubectl to move the blocks into Prometheus. Nothing is run.
Save it, read it, and run it once for each replica. (-s keeps npm's own lines out of it.)

OBJECTIVE is a sloth_id, such as yield-predictor-availability, or <workload>/<objective>. Of a composite, the past of its
members is filled.

Options:
  --start TIME   rounded down to ten minutes; default: as long before the end as the longest window that the rules read
  --end TIME     at the latest, and by default: 3 hours ago
  --all          also what only graphs of the past need: every series of the objective. Without it, the two from which
                 all windows of two hours and more are computed.
  --url URL      where the replica's Prometheus answers; default ${LOCAL}
  --help         this text

TIME is RFC 3339, such as 2026-06-01T00:00:00Z, or seconds since 1970.

Exit status: 0 when the commands were printed, 1 when there is no such objective, or an option is wrong.
`;

/** What is declared in `environments/`; loaded late, so that a wrong declaration is an error like any other. */
const declared = async (): Promise<readonly Environment[]> => (await import('../environments')).ENVIRONMENTS;

/** @returns the exit status */
export async function main(argv: readonly string[], environments = declared, now = new Date()): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        start: { type: 'string' },
        end: { type: 'string' },
        all: { type: 'boolean' },
        url: { type: 'string' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new Error('give one OBJECTIVE (see --help)');
    const { workload, slo } = named(name, await environments());
    const past: Past = values.all ? 'all' : 'pair';
    const stages = backfillStages(workload, slo, past);
    process.stdout.write(
      script({ workload, slo, past, stages, ...timesOf(slo, values, now), url: urlOf(values.url ?? LOCAL) }),
    );
    return 0;
  } catch (error) {
    process.stderr.write(`backfill failed: ${failureText(error)}\n`);
    return 1;
  }
}

/** Overrides do not matter here: they change who hears of an objective, and not what is recorded. */
function named(name: string, environments: readonly Environment[]) {
  const all = [...new Set(environments.flatMap(({ workloads }) => workloads))].flatMap((workload) =>
    workload.objectives.map((slo): { readonly workload: Workload; readonly slo: Slo } => ({ workload, slo })),
  );
  const found = all.find(({ workload, slo }) => [slothId(workload, slo), `${workload.name}/${slo.id}`].includes(name));
  if (!found) {
    const known = all.map(({ workload, slo }) => slothId(workload, slo));
    throw new Error(`there is no objective '${name}'; there are: ${known.join(', ') || 'none'}`);
  }
  return found;
}

const HEAD_HOURS = 3;

/** @throws Error for times that are none, are in the wrong order, or reach into what Prometheus has only in memory */
function timesOf(slo: Slo, given: { readonly start?: string; readonly end?: string }, now: Date) {
  const latest = new Date(Math.floor(now.getTime() / 60_000) * 60_000 - HEAD_HOURS * 3_600_000);
  const end = given.end === undefined ? latest : timeOf('--end', given.end);
  if (end > latest) {
    throw new Error(
      `--end ${given.end ?? ''} is less than ${HEAD_HOURS} hours ago (${latest.toISOString()}): a block of that time makes Prometheus lose, at its next start, what it has scraped meanwhile`,
    );
  }
  const start = wholeSteps(
    given.start === undefined ? new Date(end.getTime() - longestWindow(slo)) : timeOf('--start', given.start),
  );
  if (start >= end) throw new Error(`--start ${start.toISOString()} is not before --end ${end.toISOString()}`);
  return { start, end };
}

/**
 * promtool (3.14) stops, and says nothing, at a first block that ends before the first evaluation in it
 * (prometheus/prometheus 19714). Blocks end at whole hours, and evaluations are at most five minutes apart.
 */
const wholeSteps = (time: Date): Date => new Date(Math.floor(time.getTime() / STEP) * STEP);
const STEP = 600_000;

const longestWindow = (slo: Slo): number =>
  Math.max(...objectivesOf(slo).flatMap((objective) => ratioWindows(objective).map(milliseconds)));

const UNIX = /^\d+$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/i;

function timeOf(option: string, text: string): Date {
  const date = UNIX.test(text) ? new Date(Number(text) * 1000) : new Date(RFC_3339.test(text) ? text : NaN);
  if (Number.isNaN(date.getTime())) {
    throw new Error(`${option} '${text}' is no time: write 2026-06-01T00:00:00Z, or seconds since 1970`);
  }
  return date;
}

/** Without a slash at the end. */
function urlOf(text: string): string {
  const { protocol } = URL.canParse(text) ? new URL(text) : { protocol: '' };
  if (!['http:', 'https:'].includes(protocol)) throw new Error(`--url '${text}' is no URL, such as ${LOCAL}`);
  return text.replace(/\/+$/, '');
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
