import { main } from '../../../cli/secrets';
import { main as probecard } from '../../../cli/probecard';
import type { RequiredSecret } from '../../../constructs/secrets/secret';
import type { Environment } from '../../../environments';

const SECRETS: readonly RequiredSecret[] = [
  {
    name: 'web-token',
    namespace: 'observability',
    keys: [
      { key: 'token', holds: 'what proves who we are' },
      { key: 'seed', holds: 'random bytes', made: 'openssl rand -base64 32' },
    ],
    usedBy: ['web', 'api'],
  },
  {
    name: 'web-tls',
    namespace: 'observability-node',
    type: 'kubernetes.io/tls',
    keys: [{ key: 'tls.crt', holds: 'the certificate' }],
    usedBy: ['web'],
  },
];

const byHand = { name: 'dev' } as Environment;
const stored = {
  name: 'staging',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault', path: 'observability/staging' },
} as Environment;
const load = () => Promise.resolve({ environments: [byHand, stored], secretsOf: () => SECRETS });

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function run(command: () => Promise<number>): Promise<Ran> {
  const [out, error]: [string[], string[]] = [[], []];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await command();
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

const secrets = (...argv: readonly string[]): Promise<Ran> => run(() => main(argv, load));

describe('secrets', () => {
  it('names each Secret, who reads it, and what each of its keys holds', async () => {
    const { status, out } = await secrets('dev');
    expect(status).toBe(0);
    expect(out).toMatch(/^dev needs 2 Secrets\. Create them before the environment is applied\./);
    expect(out).toContain('web-token  (namespace observability, type Opaque)\n  read by web, api\n');
    expect(out).toContain('    token   what proves who we are\n');
    expect(out).toContain('web-tls  (namespace observability-node, type kubernetes.io/tls)');
  });

  it('prints the command that creates each: made up by the shell, or read from the file of who has issued it', async () => {
    const { out } = await secrets('dev');
    expect(out).toContain(
      [
        '  kubectl create secret generic web-token --namespace observability --type Opaque \\',
        '    --from-file=token=./token \\',
        '    --from-literal=seed="$(openssl rand -base64 32)"',
      ].join('\n'),
    );
    expect(out).toContain('--namespace observability-node --type kubernetes.io/tls');
  });

  it('says where in the store each is looked for, and how to make up what nobody issues', async () => {
    const { out } = await secrets('staging');
    expect(out).toContain('External Secrets makes them of what the ClusterSecretStore vault holds.');
    expect(out).toContain('  in the store at observability/staging/web-token, each key a property\n');
    expect(out).toContain('  a fresh seed: openssl rand -base64 32\n');
    expect(out).not.toContain('kubectl');
  });

  it('prints the same as JSON', async () => {
    const { out } = await secrets('dev', '--json');
    expect(JSON.parse(out)).toMatchObject([
      {
        name: 'web-token',
        type: 'Opaque',
        keys: SECRETS[0]?.keys,
        usedBy: ['web', 'api'],
        create: expect.stringMatching(/^kubectl create/) as string,
      },
      { name: 'web-tls', namespace: 'observability-node', type: 'kubernetes.io/tls' },
    ]);
    expect(JSON.parse((await secrets('staging', '--json')).out)).toMatchObject([
      { storePath: 'observability/staging/web-token' },
      { storePath: 'observability/staging/web-tls' },
    ]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no environment', [], /give one ENVIRONMENT/],
    ['two environments', ['dev', 'staging'], /give one ENVIRONMENT/],
    ['an environment that there is not', ['prod'], /there is no environment 'prod'; there are: dev, staging/],
    ['an option that there is not', ['dev', '--yaml'], /'--yaml'/],
  ])('exits with 1 for %s, and prints nothing', async (_, argv, why) => {
    const { status, out, error } = await secrets(...argv);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toMatch(why);
  });

  it('says how it is used, and is listed by probecard', async () => {
    const { status, out } = await run(() => probecard(['secrets', '--help']));
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: npm run -s probecard -- secrets ENVIRONMENT/);
    expect((await run(() => probecard(['--help']))).out).toMatch(/^ {2}secrets +lists/m);
  });
});
