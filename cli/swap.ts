import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to be written, with its path below the output's root. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Replaces whole folders, and single files, at once: everything is written beside them first, and only then moved into their
 * place. If that fails half-way, what was moved is put back.
 * @param root the folder that holds `places` @param files all below one of `places`, or one of them
 */
export function swapIn(root: string, places: readonly string[], files: readonly OutputFile[]): void {
  mkdirSync(root, { recursive: true });
  const staging = mkdtempSync(join(root, '.synth-'));
  try {
    for (const { path, text } of files) {
      const file = join(staging, 'new', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    mkdirSync(join(staging, 'old'));
    moveAll(root, staging, places);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function moveAll(root: string, staging: string, places: readonly string[]): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    if (!existsSync(from)) return;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    undo.unshift(() => {
      renameSync(to, from);
    });
  };
  try {
    for (const place of places) {
      move(join(root, place), join(staging, 'old', place));
      move(join(staging, 'new', place), join(root, place));
    }
  } catch (error) {
    undo.forEach((step) => {
      step();
    });
    throw error;
  }
}
