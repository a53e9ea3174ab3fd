import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { succeeds } from '../harness/command';

/** A git repository that a server would hold, and a work tree from which it is pushed to. */
export interface GitRepository {
  /** A `file://` URL. */
  readonly url: string;
  /** Makes the content of the repository these files, with their paths, and pushes it. */
  commit(files: Readonly<Record<string, string>>, message: string): Promise<void>;
}

/** What a clone gets that asks for no revision. */
const DEFAULT_BRANCH = 'main';

/** Under which names a repository is read, besides its default branch. */
interface References {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
}

/** Makes an empty repository below a folder. */
export async function gitRepository(folder: string, references: References): Promise<GitRepository> {
  const [bare, tree] = [`${folder}.git`, folder];
  mkdirSync(tree, { recursive: true });
  const git = (...args: readonly string[]): Promise<string> => succeeds('git', args, { cwd: tree, env: ENVIRONMENT });
  await git('init', '--quiet', '--bare', `--initial-branch=${DEFAULT_BRANCH}`, bare);
  await git('init', '--quiet');
  await git('remote', 'add', 'origin', bare);
  const targets = [
    ...new Set([DEFAULT_BRANCH, ...(references.branches ?? [])].map((branch) => `HEAD:refs/heads/${branch}`)),
    ...(references.tags ?? []).map((tag) => `HEAD:refs/tags/${tag}`),
  ];
  return {
    url: `file://${bare}`,
    commit: async (files, message) => {
      await git('rm', '-r', '--quiet', '--ignore-unmatch', '.');
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(join(tree, dirname(path)), { recursive: true });
        writeFileSync(join(tree, path), content);
      }
      await git('add', '--all');
      await git('commit', '--quiet', `--message=${message}`);
      await git('push', '--quiet', 'origin', ...targets);
    },
  };
}

/** Whatever somebody has set for themselves, such as signatures or hooks, has no say here. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'probecard',
  GIT_AUTHOR_EMAIL: 'probecard@localhost',
  GIT_COMMITTER_NAME: 'probecard',
  GIT_COMMITTER_EMAIL: 'probecard@localhost',
};
