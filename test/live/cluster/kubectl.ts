import { finished, type Finished } from '../harness/command';
import { tool } from '../harness/tools';
import type { LiveObject } from './api';
import type { Credentials } from './credentials';

/** Who owns the fields that an apply sets. */
export const FIELD_MANAGER = 'probecard';

export interface Applied {
  /** One line an object: what it is and what became of it. */
  readonly objects: readonly string[];
  /** What the API server remarked, pod security included. */
  readonly warnings: readonly string[];
}

/** The real kubectl, for what a user does with it. */
export interface Kubectl {
  /** `kubectl apply --server-side` of files, folders or `-` with an input. @throws Error where an object is refused */
  apply(source: Source, options?: { readonly dryRun?: boolean }): Promise<Applied>;
  /** What an apply would change; empty where nothing. @throws Error where it cannot tell */
  diff(source: Source): Promise<string>;
  /** Those of the objects that the cluster has, as it has them now. */
  get(source: Source): Promise<readonly LiveObject[]>;
  /** Any other command. @throws Error with what it wrote, if it fails */
  run(...args: readonly string[]): Promise<string>;
}

/** Paths of manifests, or their text. */
export type Source = { readonly paths: readonly string[] } | { readonly text: string };

/** Objects as the text of a source; JSON is YAML too. */
export const asText = (objects: readonly unknown[]): string =>
  objects.map((object) => JSON.stringify(object)).join('\n---\n');

const LIMIT_SECONDS = 180;

export async function kubectlAs({ kubeconfig }: Credentials, folder: string): Promise<Kubectl> {
  const path = await tool('kubectl');
  const run = (args: readonly string[], input = ''): Promise<Finished> =>
    finished(path, [`--kubeconfig=${kubeconfig}`, `--cache-dir=${folder}/kubectl`, ...args], {
      input,
      timeoutSeconds: LIMIT_SECONDS,
    });
  const from = (source: Source): readonly string[] =>
    'text' in source ? ['-f', '-'] : source.paths.flatMap((file) => ['-f', file]);
  const inputOf = (source: Source): string => ('text' in source ? source.text : '');
  return {
    apply: async (source, { dryRun = false } = {}) => {
      const args = ['apply', '--server-side', `--field-manager=${FIELD_MANAGER}`, ...from(source)];
      const result = await run(dryRun ? [...args, '--dry-run=server'] : args, inputOf(source));
      if (result.code !== 0) throw failure(args, result);
      return { objects: linesOf(result.stdout), warnings: linesOf(result.stderr) };
    },
    diff: async (source) => {
      const args = ['diff', '--server-side', `--field-manager=${FIELD_MANAGER}`, ...from(source)];
      const result = await run(args, inputOf(source));
      // 1 says that there are differences, more that it could not tell.
      if (result.code !== 0 && result.code !== 1) throw failure(args, result);
      return result.output;
    },
    get: async (source) => {
      const args = ['get', '--ignore-not-found', '--output=json', ...from(source)];
      const result = await run(args, inputOf(source));
      if (result.code !== 0) throw failure(args, result);
      if (result.stdout.trim() === '') return [];
      const found = JSON.parse(result.stdout) as LiveObject | { readonly items: readonly LiveObject[] };
      return 'items' in found ? found.items : [found];
    },
    run: async (...args) => {
      const result = await run(args);
      if (result.code !== 0) throw failure(args, result);
      return result.stdout;
    },
  };
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

const failure = (args: readonly string[], { code, output }: Finished): Error =>
  new Error(`kubectl ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${output}`);
