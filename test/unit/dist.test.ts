import { readdirSync, readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../../cli/synth';
import { ENVIRONMENTS } from '../../environments';

const ROOT = join(__dirname, '..', '..');

const fresh = mkdtempSync(join(tmpdir(), 'probecard-'));
synth(ENVIRONMENTS, fresh);
afterAll(() => {
  rmSync(fresh, { recursive: true });
});

describe.each(['dist', 'runbooks'])('the committed folder %s', (folder) => {
  const files = (root: string) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
      .sort();

  it('holds the files that synth writes now, and no others', () => {
    expect(files(ROOT)).toEqual(files(fresh));
  });

  it('is up to date: run `npm run synth` and commit what it changes', () => {
    const stale = files(fresh).filter(
      (file) => readFileSync(join(ROOT, file), 'utf8') !== readFileSync(join(fresh, file), 'utf8'),
    );
    expect(stale).toEqual([]);
  });
});

test('the committed table of sizes is up to date', () => {
  const page = join('docs', 'sizing.md');
  expect(readFileSync(join(ROOT, page), 'utf8')).toBe(readFileSync(join(fresh, page), 'utf8'));
});
