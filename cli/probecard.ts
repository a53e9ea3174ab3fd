import { failureText } from './failure';

type Main = (argv: readonly string[]) => Promise<number>;

/** Loaded when it is called: a command must not pay for the others, nor fail with them. */
interface Command {
  readonly words: readonly string[];
  readonly does: string;
  readonly load: () => Promise<Main>;
}

const COMMANDS: readonly Command[] = [
  {
    words: ['synth'],
    does: 'renders every environment to dist/, and a page for every alert to runbooks/',
    load: async () => (await import('./synth')).main,
  },
  {
    words: ['import', 'sloth'],
    does: 'prints the TypeScript for the Sloth specs in a file',
    load: async () => (await import('./import-sloth')).main,
  },
  {
    words: ['backfill'],
    does: "prints the commands that fill an objective's past from the metrics that Prometheus has of it",
    load: async () => (await import('./backfill')).main,
  },
  {
    words: ['contract'],
    does: 'compares what an exporter really exposes with what its workload declares',
    load: async () => (await import('./contract')).main,
  },
  {
    words: ['routes'],
    does: 'says who is told of an alert, by what way, when, and while which others it is silent',
    load: async () => (await import('./routes')).main,
  },
  {
    words: ['inhibitions'],
    does: 'says which alerts are not told while which others fire, as text or as a picture',
    load: async () => (await import('./inhibitions')).main,
  },
  {
    words: ['secrets'],
    does: 'lists the Secrets that an environment needs: their keys, who reads them, how to create them',
    load: async () => (await import('./secrets')).main,
  },
  {
    words: ['images'],
    does: 'lists the images that an environment runs: for a mirror, and with their digests',
    load: async () => (await import('./images')).main,
  },
];

const nameOf = ({ words }: Command): string => words.join(' ');

const help = (): string => {
  const width = Math.max(...COMMANDS.map((command) => nameOf(command).length));
  return `Usage: npm run -s probecard -- COMMAND [arguments]

Commands:
${COMMANDS.map((command) => `  ${nameOf(command).padEnd(width)}   ${command.does}`).join('\n')}

COMMAND --help says more of one. Exit status: the command's; 1 for a command that there is not.
`;
};

/** @returns the exit status */
export async function main(argv: readonly string[]): Promise<number> {
  const command = COMMANDS.find(({ words }) => words.every((word, i) => argv[i] === word));
  if (command) return run(command, argv.slice(command.words.length));
  if (argv[0] === '--help') {
    process.stdout.write(help());
    return 0;
  }
  process.stderr.write(
    `probecard: ${argv.length === 0 ? 'no command given' : `there is no command '${argv.slice(0, 2).join(' ')}'`}; there are: ${COMMANDS.map(nameOf).join(', ')} (see --help)\n`,
  );
  return 1;
}

/** Commands load what is declared: what is wrong there is an error like any other. */
async function run(command: Command, argv: readonly string[]): Promise<number> {
  const loaded = await command.load().catch((error: unknown) => {
    process.stderr.write(`${nameOf(command)} failed: ${failureText(error)}\nNothing was written.\n`);
    return undefined;
  });
  return loaded ? loaded(argv) : 1;
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
