import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { lines, lineText } from './import-sloth/account';
import { print, RESERVED } from './import-sloth/print';
import { translate, type Translation } from './import-sloth/translate';

const HELP = `Usage: npm run -s probecard -- import sloth FILE

Reads Sloth specs (version: prometheus/v1, or PrometheusServiceLevel of sloth.slok.dev/v1; several in one file too) and
prints the TypeScript for them, which is to stand in workloads/. FILE may be -, for standard input. (-s keeps npm's own
lines out of it.)

What the TypeScript does not say is listed on standard error, and in comments beside what it belongs to. What an
objective needs and Sloth does not know is marked TODO: synth refuses the objective until it is said.

Options:
  --help   this text

Exit status: 0 when all was carried over; 2 when the TypeScript was printed, but the list is not empty;
1 when nothing was printed, since the file cannot be read or holds no Sloth spec.
`;

/** @returns the exit status */
export function main(argv: readonly string[]): Promise<number> {
  return Promise.resolve(run(argv));
}

function run(argv: readonly string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('give one FILE, or - for standard input (see --help)');
    return importFile(file);
  } catch (error) {
    process.stderr.write(`import sloth failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function importFile(file: string): number {
  const name = file === '-' ? 'standard input' : basename(file);
  const translation = about(file, () => translate(readFileSync(file === '-' ? 0 : file, 'utf8'), RESERVED));
  process.stdout.write(print(translation, name));
  process.stderr.write(`${summary(translation, name)}\n`);
  return translation.lost.length === 0 ? 0 : 2;
}

/** An error says of which file it is. */
function about<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function summary({ workloads, lost }: Translation, name: string): string {
  const slos = workloads.flatMap((workload) => workload.slos);
  const carried = slos.filter(({ kind }) => kind === 'carried');
  const head = `${name}: ${carried.length} of ${slos.length} SLOs carried over`;
  return [
    `${head}${lost.length > 0 ? '; what was not:' : ', with all that it says'}`,
    ...lines(lost).map((line) => `  ${lineText(line)}`),
  ].join('\n');
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
