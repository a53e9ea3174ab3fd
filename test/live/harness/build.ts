import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { finished } from './command';

export interface Build {
  /** The folder with go.mod and go.sum. */
  readonly source: string;
  /** Flags for the linker. */
  readonly flags: string;
  /** Build tags; none if it is empty. */
  readonly tags: string;
  /** For the progress lines. */
  readonly title: string;
  /** The names that programs get, each with the one that their module gives them. */
  readonly renamed: Readonly<Record<string, string>>;
}

const PROGRESS_SECONDS = 15;
/** The slowest takes five minutes here, cold. */
const LIMIT_SECONDS = 45 * 60;
const LAST_LINES = 30;

/**
 * Builds the tools of a go.mod. They are built beside the folder, which appears at the end and in one step: a build that is
 * interrupted leaves nothing that could be taken for a complete one.
 */
export async function buildInto(folder: string, build: Build): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await install(unfinished, build);
    for (const [name, built] of Object.entries(build.renamed))
      renameSync(join(unfinished, built), join(unfinished, name));
    moveInto(folder, unfinished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function install(folder: string, { source, flags, tags, title }: Build): Promise<void> {
  const started = Date.now();
  const say = (what: string): void => void process.stderr.write(`${title}: ${what}\n`);
  const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  say('building, minutes the first time');
  const progress = setInterval(() => {
    say(`still building after ${elapsed()}`);
  }, PROGRESS_SECONDS * 1000);
  try {
    // Whatever GOFLAGS somebody has set, the build may not rewrite the pinned versions.
    const { code, output } = await finished(
      'go',
      ['-C', source, 'install', '-mod=readonly', `-ldflags=${flags}`, `-tags=${tags}`, 'tool'],
      {
        env: { ...process.env, CGO_ENABLED: '0', GOBIN: folder, GOWORK: 'off' },
        timeoutSeconds: LIMIT_SECONDS,
      },
    );
    if (code !== 0)
      throw new Error(`${title}: its build failed:\n${output.trimEnd().split('\n').slice(-LAST_LINES).join('\n')}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${title}: it has to be built, and there is no 'go' on PATH: install Go (https://go.dev/dl)`, {
      cause: error,
    });
  } finally {
    clearInterval(progress);
  }
  say(`built in ${elapsed()}`);
}

function moveInto(folder: string, complete: string): void {
  try {
    renameSync(complete, folder);
  } catch (error) {
    // Somebody else has built the same meanwhile; one of the two is enough.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
