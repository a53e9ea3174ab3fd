import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../harness/rendered';

/** A file that `dist/` holds for an environment, and the objects in it. */
export interface Manifest {
  /** Below the environment's folder. */
  readonly file: string;
  readonly path: string;
  readonly objects: readonly KubeObject[];
}

/** What is rendered for an environment, read as a user has it: as files. */
export interface RenderedEnvironment {
  readonly name: string;
  readonly folder: string;
  /** What is applied, in the order of an installation: the namespaces first. */
  readonly manifests: readonly Manifest[];
  /** What belongs to the Applications of the teams: it is never applied with the rest. */
  readonly gates: readonly Manifest[];
  /** What Argo CD reads: what somebody applies once, and the Applications that this brings. */
  readonly argoCd: readonly Manifest[];
}

export const DIST = join(__dirname, '..', '..', '..', 'dist');
const EXTENSION = '.k8s.yaml';
const FIRST = `namespaces${EXTENSION}`;

/** @throws Error where nothing is rendered at all */
export function renderedEnvironments(): readonly RenderedEnvironment[] {
  const names = readdirSync(DIST, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (names.length === 0) throw new Error(`${DIST} holds no environment: run 'npm run synth' first`);
  return names.map((name) => ({
    name,
    folder: join(DIST, name),
    manifests: manifestsIn(join(DIST, name)),
    gates: manifestsIn(join(DIST, name, 'gates')),
    argoCd: manifestsIn(join(DIST, name, 'argocd')),
  }));
}

function manifestsIn(folder: string): readonly Manifest[] {
  const files = entriesOf(folder).filter((file) => file.endsWith(EXTENSION));
  return [...files]
    .sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || a.localeCompare(b))
    .map((file) => {
      const path = join(folder, file);
      return { file, path, objects: loadAll(readFileSync(path, 'utf8')) as KubeObject[] };
    });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export const objectsOf = (manifests: readonly Manifest[]): readonly KubeObject[] =>
  manifests.flatMap(({ objects }) => objects);
