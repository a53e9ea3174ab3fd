import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** A project with one command, made of these files, that is started as the real one is. */
function project(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'probecard-start-'));
  mkdirSync(join(root, 'node_modules'));
  for (const library of ['esbuild', '@esbuild']) {
    symlinkSync(join(ROOT, 'node_modules', library), join(root, 'node_modules', library));
  }
  for (const launcher of ['start.mjs', 'start']) {
    cpSync(join(ROOT, 'cli', launcher), join(root, 'cli', launcher), { recursive: true });
  }
  writeFileSync(join(root, 'package-lock.json'), '{}');
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  Object.entries(files).forEach(([path, text]) => {
    write(path, text);
  });
  const store = join(root, 'node_modules', '.cache', 'probecard');
  return {
    write,
    run: (...args: readonly string[]) =>
      spawnSync(process.execPath, ['cli/start.mjs', ...args], { cwd: root, encoding: 'utf8' }),
    stored: () => (existsSync(store) ? readdirSync(store) : []),
    store,
    remove: () => {
      rmSync(root, { recursive: true });
    },
  };
}

const GREETS = {
  'cli/probecard.ts':
    "import { greeting } from '../workloads/greeting';\nexport const main = async (args: string[]): Promise<number> => { console.log(greeting(args)); return 3; };\n",
  'workloads/greeting.ts': "export const greeting = (args: string[]): string => `hello ${args.join('+')}`;\n",
};

describe('the start of the commands', () => {
  let made: ReturnType<typeof project>;
  beforeEach(() => {
    made = project(GREETS);
  });
  afterEach(() => {
    made.remove();
  });

  it('hands the arguments on, and its exit status back', () => {
    expect(made.run('synth', '--json')).toMatchObject({ stdout: 'hello synth+--json\n', status: 3 });
  });

  it('keeps what it has put together for as long as no source changes', () => {
    made.run();
    const kept = made.stored();
    expect(kept).toHaveLength(2);
    // Were it put together again, esbuild would say what is wrong with it.
    expect(made.run().stdout).toBe('hello \n');
    expect(made.stored()).toEqual(kept);
  });

  it('sees a change of any source at once, and forgets what it had kept of the old ones', () => {
    made.run();
    made.write('workloads/greeting.ts', "export const greeting = (): string => 'good morning';\n");
    expect(made.run().stdout).toBe('good morning\n');
    expect(made.stored()).toHaveLength(2);
  });

  it('names the TypeScript file and line of what fails, also when it was put together before', () => {
    made.write('workloads/greeting.ts', "\n\nexport const greeting = (): string => { throw new Error('no'); };\n");
    for (const run of [made.run(), made.run()]) {
      expect(run.status).toBe(1);
      expect(run.stderr).toMatch(/Error: no\n.*workloads\/greeting\.ts:3:\d+/);
    }
  });

  it('says which file does not parse', () => {
    made.write('workloads/greeting.ts', 'export const greeting = ;\n');
    const { status, stderr } = made.run();
    expect(status).toBe(1);
    expect(stderr).toContain('workloads/greeting.ts:1:24: ERROR: Unexpected ";"');
  });

  it('leaves out what draws, which only one command needs, and finds it where it is installed', () => {
    made.write('node_modules/@viz-js/viz/index.js', "exports.draws = 'a picture';\n");
    made.write(
      'cli/probecard.ts',
      "export const main = async (): Promise<number> => { console.log((await import('@viz-js/viz')).draws); return 0; };\n",
    );
    expect(made.run()).toMatchObject({ stdout: 'a picture\n', status: 0 });
    const [bundle = ''] = made.stored().filter((name) => name.endsWith('.cjs'));
    expect(readFileSync(join(made.store, bundle), 'utf8')).not.toContain('a picture');
  });

  it('runs also where nothing can be kept', () => {
    mkdirSync(join(made.store, '..'), { recursive: true });
    // A file stands where the folder would be.
    writeFileSync(made.store, '');
    expect(made.run('x')).toMatchObject({ stdout: 'hello x\n', status: 3 });
  });
});
