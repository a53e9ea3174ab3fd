import { parseArgs } from 'node:util';
import { storePath, type Store } from '../constructs/secrets/external-secret';
import { secretType, type RequiredSecret } from '../constructs/secrets/secret';
import type { Environment } from '../environments';
import { failureText } from './failure';
import { oneEnvironment } from './one-environment';
import { kubectlCreate } from './secrets/kubectl';

const HELP = `Usage: npm run -s probecard -- secrets ENVIRONMENT [options]

Lists the Secrets that an environment needs and that are not rendered: what each key holds, who reads it, and the command
that creates it. Where the environment has a store of External Secrets, it says where in the store each of them is looked
for, instead. Nothing is created, and no value is known here. (-s keeps npm's own lines out of it.)

Options:
  --json   the same as a list of JSON objects
  --help   this text

Exit status: 0 when the list was printed, 1 when there is no such environment, or an option is wrong.
`;

/** What the command needs of the rest; loaded late, so that a wrong declaration is an error like any other. */
export interface Declared {
  readonly environments: readonly Environment[];
  readonly secretsOf: (environment: Environment) => readonly RequiredSecret[];
}

const declared = async (): Promise<Declared> => ({
  environments: (await import('../environments')).ENVIRONMENTS,
  secretsOf: (await import('../app/secrets')).secretsOf,
});

/** @returns the exit status */
export async function main(argv: readonly string[], load = declared): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const { environments, secretsOf } = await load();
    const environment = oneEnvironment(positionals, environments);
    const secrets = secretsOf(environment);
    process.stdout.write(values.json ? json(secrets, environment) : text(secrets, environment));
    return 0;
  } catch (error) {
    process.stderr.write(`secrets failed: ${failureText(error)}\n`);
    return 1;
  }
}

const json = (secrets: readonly RequiredSecret[], { secretStore }: Environment): string =>
  `${JSON.stringify(
    secrets.map((secret) => ({
      ...secret,
      type: secretType(secret),
      ...(secretStore ? { storePath: storePath(secretStore, secret) } : { create: kubectlCreate(secret) }),
    })),
    null,
    2,
  )}\n`;

function text(secrets: readonly RequiredSecret[], { name, secretStore }: Environment): string {
  const count = `${secrets.length} ${secrets.length === 1 ? 'Secret' : 'Secrets'}`;
  const how = secretStore
    ? `External Secrets makes them of what the ${secretStore.kind} ${secretStore.name} holds.`
    : 'Create them before the environment is applied. What somebody has issued is read from files in the current folder; one that holds a single line ends without a line break.';
  return [`${name} needs ${count}. ${how}\n`, ...secrets.map((secret) => section(secret, secretStore))].join('\n');
}

function section(secret: RequiredSecret, store: Store | undefined): string {
  const { name, namespace, keys, usedBy } = secret;
  const width = Math.max(...keys.map(({ key }) => key.length));
  return [
    `${name}  (namespace ${namespace}, type ${secretType(secret)})`,
    `  read by ${usedBy.join(', ')}`,
    ...keys.map(({ key, holds }) => `    ${key.padEnd(width)}   ${holds}`),
    ...(store
      ? [`  in the store at ${storePath(store, secret)}, each key a property`, ...fresh(secret)]
      : kubectlCreate(secret)
          .split('\n')
          .map((line) => `  ${line}`)),
    '',
  ].join('\n');
}

/** How to make up what nobody issues. */
const fresh = ({ keys }: RequiredSecret): readonly string[] =>
  keys.flatMap(({ key, made }) => (made === undefined ? [] : [`  a fresh ${key}: ${made}`]));

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
