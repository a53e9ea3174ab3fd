import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, synth } from '../../../cli/synth';
import { swapIn } from '../../../cli/swap';
import { ENVIRONMENTS } from '../../../environments';
import { gatesOf } from '../../../app/gates';
import { chartsOf } from '../../../main';
import { slothId } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { environmentWith } from '../../fixtures/environment';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'probecard-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Every file below a folder with its text. */
function tree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}

async function run(argv: readonly string[], environments = ENVIRONMENTS) {
  const out: string[] = [];
  const error: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  const status = await main(argv, () => Promise.resolve(environments));
  stdout.mockRestore();
  stderr.mockRestore();
  return { status, out: out.join(''), error: error.join('') };
}

describe('synth', () => {
  it('writes the same bytes again', () => {
    synth(ENVIRONMENTS, root);
    const first = tree(root);
    synth(ENVIRONMENTS, root);
    expect(tree(root)).toEqual(first);
    expect(Object.keys(first).length).toBeGreaterThan(16);
  });

  it('prints a line for each chart and a closing line', async () => {
    const { status, out } = await run(['--out', root]);
    const lines = out.trimEnd().split('\n');
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/^dist\/dev\/namespaces\.k8s\.yaml +2 objects +[\d.]+ kB +\d+ ms$/);
    expect(lines.at(-1)).toMatch(
      /^\d+ environments, \d+ charts, \d+ objects, [\d.]+ kB, \d+ runbook pages in [\d.]+ s$/,
    );
    const files = ENVIRONMENTS.reduce(
      // Argo CD reads two more: its root, and the Applications.
      (sum, environment) => sum + chartsOf(environment).length + gatesOf(environment).length + 2,
      0,
    );
    const objectives = WORKLOADS.flatMap((workload) => workload.objectives.map((slo) => slothId(workload, slo)));
    expect(lines).toHaveLength(files + objectives.length + ENVIRONMENTS.length + 1);
    expect(
      lines.filter((line) => / cores, .* GiB on disk, \d+ pods, 3 exceptions from pod security$/.test(line)),
    ).toHaveLength(ENVIRONMENTS.length);
    expect(objectives.map((id) => lines.filter((line) => line.startsWith(`objective ${id} `)).length)).toEqual(
      objectives.map(() => 1),
    );
  });

  it('prints the same as JSON for a pipeline', async () => {
    const { out } = await run(['--out', root, '--json']);
    expect(JSON.parse(out)).toMatchObject({ environments: ENVIRONMENTS.map(({ name }) => ({ name })) });
  });

  it('explains itself', async () => {
    expect((await run(['--help'])).out).toMatch(/^Usage: npm run synth/);
  });

  it('refuses an option that it does not know', async () => {
    const { status, error } = await run(['--fast']);
    expect(status).toBe(1);
    expect(error).toContain("'--fast'");
  });

  it('leaves the previous output untouched when anything is wrong', async () => {
    synth(ENVIRONMENTS, root);
    const before = tree(root);
    const [dev] = ENVIRONMENTS;
    const { status, error } = await run(
      ['--out', root],
      [
        environmentWith({}),
        environmentWith({ ...dev, name: 'broken', workloads: [...(dev?.workloads ?? []), ...(dev?.workloads ?? [])] }),
      ],
    );
    expect(status).toBe(1);
    expect(error).toContain('Nothing was written.');
    expect(tree(root)).toEqual(before);
  });

  it('refuses to render no environment at all', async () => {
    const { status, error } = await run(['--out', root], []);
    expect(status).toBe(1);
    expect(error).toContain('there are no environments to render');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});

describe('swapping folders in', () => {
  it('removes what is not written any more', () => {
    swapIn(root, ['dist'], [{ path: 'dist/old.yaml', text: 'old' }]);
    swapIn(root, ['dist'], [{ path: 'dist/new.yaml', text: 'new' }]);
    expect(tree(root)).toEqual({ 'dist/new.yaml': 'new' });
  });

  it('puts everything back when a folder cannot be moved', () => {
    swapIn(root, ['dist'], [{ path: 'dist/old.yaml', text: 'old' }]);
    // A folder below a file cannot be moved anywhere.
    writeFileSync(join(root, 'file'), '');
    expect(() =>
      swapIn(
        root,
        ['dist', 'file/below'],
        [
          { path: 'dist/new.yaml', text: 'new' },
          { path: 'file/below/x', text: '' },
        ],
      ),
    ).toThrow();
    expect(tree(root)).toEqual({ 'dist/old.yaml': 'old', file: '' });
  });

  it('leaves other folders alone', () => {
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs', 'mine.md'), 'mine');
    swapIn(root, ['dist'], [{ path: 'dist/new.yaml', text: 'new' }]);
    expect(tree(root)['docs/mine.md']).toBe('mine');
  });
});
