import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder. Whoever makes it calls {@link Scratch.remove} at the end; the end of the process does so too. */
export interface Scratch {
  readonly folder: string;
  remove(): void;
}

export function scratch(name: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), `probecard-${name}-`));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { folder, remove };
}
