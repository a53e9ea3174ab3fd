import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to be written, with its path below the output's root. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Replaces whole folders at once: everything is written beside them first, and only then moved into their place. If
 * that fails half-way, the folders that were moved are put back.
 * @param root the folder that holds `folders` @param files all below one of `folders`
 */
export function swapIn(root: string, folders: readonly string[], files: readonly OutputFile[]): void {
  mkdirSync(root, { recursive: true });
  const staging = mkdtempSync(join(root, '.synth-'));
  try {
    for (const { path, text } of files) {
      const file = join(staging, 'new', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    mkdirSync(join(staging, 'old'));
    moveAll(root, staging, folders);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function moveAll(root: string, staging: string, folders: readonly string[]): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    if (!existsSync(from)) return;
    renameSync(from, to);
    undo.unshift(() => {
      renameSync(to, from);
    });
  };
  try {
    for (const folder of folders) {
      move(join(root, folder), join(staging, 'old', folder));
      move(join(staging, 'new', folder), join(root, folder));
    }
  } catch (error) {
    undo.forEach((step) => {
      step();
    });
    throw error;
  }
}
