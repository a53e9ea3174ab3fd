import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Folders without sources of the commands. */
const OTHERS = new Set(['node_modules', 'dist', 'runbooks', 'docs', 'test', 'coverage']);

/** A name for the sources as they are now, the versions of their libraries, and the engine. */
export function fingerprint() {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\0`);
  for (const file of [join(ROOT, 'package-lock.json'), ...sources(ROOT)]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Every TypeScript and launcher file, in the order of their names. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !OTHERS.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
    });
}
