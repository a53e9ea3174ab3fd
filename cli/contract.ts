import { parseArgs } from 'node:util';
import type { Environment } from '../environments';
import { exportersOf, type Exporter, type Workload } from '../signals';
import { compare } from './contract/compare';
import { parseExposition } from './contract/exposition';
import type { Family } from './contract/family';
import { holds, json, text, type Outcome } from './contract/report';
import { ExpositionError } from './contract/scanner';
import { read, SourceError, type Source } from './contract/source';
import { failureText } from './failure';
import { oneEnvironment } from './one-environment';

const HELP = `Usage: npm run -s probecard -- contract WORKLOAD SOURCE [options]

Compares what an exporter really exposes with what the workload declares: metrics, types, labels and their values, bucket
bounds, how many series. SOURCE is a URL (http, https, file), a path, or - for standard input; the text is Prometheus's
format 0.0.4 or OpenMetrics 1.0. (-s keeps npm's own lines out of it.)

What the catalog does not know is noted, and breaks nothing.

Options:
  --exporter JOB       which exporter of the workload it is, where there are several
  --environment NAME   the workload as that environment watches it; default: as it is declared
  --json               one JSON object; \`.holds\`, and \`.findings[]\`, each with \`.broken\`
  --help               this text

Exit status: 0 when the contract holds; 1 when it is broken, or the source cannot be read as an exposition; 2 when the
command is called wrongly.
`;

/** What the command needs of the rest; loaded late, so that a wrong declaration is an error like any other. */
export interface Declared {
  readonly workloads: readonly Workload[];
  readonly environments: readonly Environment[];
}

const declared = async (): Promise<Declared> => ({
  workloads: (await import('../workloads')).WORKLOADS,
  environments: (await import('../environments')).ENVIRONMENTS,
});

/** Prometheus's own default for a scrape. */
const LIMIT_SECONDS = 10;

/** The command is called wrongly. */
class UsageError extends Error {}

/** @returns the exit status */
export async function main(argv: readonly string[], load = declared, limitSeconds = LIMIT_SECONDS): Promise<number> {
  try {
    const options = parsed(argv);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const { workload, source, exporter } = chosen(options, await load());
    const outcome = compared(workload, exporter, source, await read(source, limitSeconds));
    process.stdout.write(options.json ? json(outcome) : text(outcome, isTerminal()));
    return holds(outcome) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`contract failed: ${failureText(error)}\n`);
    return error instanceof UsageError || error instanceof SourceError ? 2 : 1;
  }
}

const isTerminal = (): boolean => process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';

type Options = ReturnType<typeof parsed>;

function parsed(argv: readonly string[]) {
  return asUsage(() => {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        exporter: { type: 'string' },
        environment: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    return { ...values, positionals };
  });
}

/** Whatever goes wrong within is the caller's doing. */
function asUsage<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function chosen({ positionals, environment, exporter }: Options, { workloads, environments }: Declared) {
  return asUsage(() => {
    const [name, source, ...more] = positionals;
    if (name === undefined || source === undefined || more.length > 0) {
      throw new Error('give one WORKLOAD and one SOURCE (see --help)');
    }
    const watched = environment === undefined ? workloads : oneEnvironment([environment], environments).workloads;
    const workload = watched.find((candidate) => candidate.name === name);
    if (!workload) {
      const where = environment === undefined ? '' : ` in ${environment}`;
      throw new Error(`there is no workload '${name}'${where}; there are: ${namesOf(watched)}`);
    }
    return { workload, source, exporter: oneExporter(workload, exporter) };
  });
}

const namesOf = (workloads: readonly Workload[]): string => workloads.map(({ name }) => name).join(', ') || 'none';

function oneExporter(workload: Workload, job: string | undefined): Exporter {
  const exporters = exportersOf(workload);
  const [only] = exporters;
  if (job === undefined && only && exporters.length === 1) return only;
  const found = exporters.find(({ scrape }) => scrape.job === job);
  if (!found) {
    const jobs = exporters.map(({ scrape }) => scrape.job).join(', ');
    throw new Error(
      job === undefined
        ? `${workload.name} has several exporters: choose one with --exporter: ${jobs}`
        : `${workload.name} has no exporter '${job}'; there are: ${jobs}`,
    );
  }
  return found;
}

function compared(workload: Workload, exporter: Exporter, source: string, { text, format }: Source): Outcome {
  const families = familiesOf(source, { text, format });
  return {
    workload: workload.name,
    exporter: exporter.scrape.job,
    source: named(source),
    format,
    declared: Object.keys(exporter.metrics).length,
    series: families.reduce((sum, { samples }) => sum + samples.length, 0),
    findings: compare(exporter, { families, format }),
  };
}

const named = (source: string): string => (source === '-' ? 'standard input' : source);

function familiesOf(source: string, { text, format }: Source): readonly Family[] {
  try {
    return parseExposition(text, format);
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    throw new Error(`${named(source)}, ${error.message}`, { cause: error });
  }
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
