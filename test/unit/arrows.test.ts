import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const ROOT = join(__dirname, '..', '..');

function cruise(...paths: readonly string[]) {
  const bin = join(ROOT, 'node_modules', '.bin', 'depcruise');
  const { status, stdout } = spawnSync(bin, ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('the arrows between folders', () => {
  it('are kept by every import', () => {
    expect(cruise('.')).toMatchObject({ status: 0 });
  }, 60_000);

  it('are noticed when one is broken', () => {
    const folder = mkdtempSync(join(ROOT, 'signals', 'arrow-'));
    try {
      writeFileSync(join(folder, 'wrong.ts'), "import '../../alerts/rule';\nimport 'cdk8s';\n");
      const { status, stdout } = cruise('signals');
      expect(status).not.toBe(0);
      expect(stdout).toContain('signals-imports-only-itself-promql');
      expect(stdout).toContain('values-know-nothing-of-kubernetes');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
