import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './sources.mjs';

/** Where tools put what they can make again. */
export const STORE = join(ROOT, 'node_modules', '.cache', 'probecard');

/** @returns the file's content as a Buffer; undefined where there is none */
export function kept(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all. A store that cannot be written to costs time, and nothing else. */
export function keep(file, content) {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, file);
  } catch {
    remove(draft);
  }
}

function remove(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is none.
  }
}

/** Removes what was kept for other sources. @param file what is kept for those of now, and all that begins like it */
export function forgetOthers(file) {
  try {
    readdirSync(STORE)
      .filter((name) => name.startsWith('probecard-') && !name.startsWith(basename(file)))
      .forEach((name) => remove(join(STORE, name)));
  } catch {
    // There is no store yet.
  }
}
