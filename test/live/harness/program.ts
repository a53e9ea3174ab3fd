import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fetchText } from './http';
import { eventually, within } from './wait';

/** A program that serves until it is stopped. */
export interface Running {
  /** Undefined only where it never started. */
  readonly pid: number | undefined;
  /** The last lines of its log, as many as are kept. */
  log(): string;
  stop(): Promise<void>;
}

export interface Start {
  readonly path: string;
  readonly args: readonly string[];
  /** Answers 2xx once the program can be used; or an attempt at using it, which throws until then. */
  readonly ready: string | (() => unknown);
  readonly limitSeconds?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** How many lines of its log are kept. */
  readonly keptLines?: number;
  /** How long it may take to stop before it is killed. */
  readonly graceSeconds?: number;
}

const LAST_LINES = 40;
const GRACE_SECONDS = 5;

/**
 * A test runner that is killed must not leave servers behind, and then nothing of ours runs any more that could stop them: where
 * it can be had (util-linux), the kernel is asked to.
 */
const SETPRIV = '/usr/bin/setpriv';
const GUARD = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig=KILL'] : [];

/** Starts a program and waits until it is ready. @throws Error with the end of its log if it ends before, or takes too long */
export async function start({
  path,
  args,
  ready,
  limitSeconds = 120,
  env = process.env,
  cwd,
  keptLines = LAST_LINES,
  graceSeconds = GRACE_SECONDS,
}: Start): Promise<Running> {
  const [command = path, ...rest] = [...GUARD, path, ...args];
  const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(cwd !== undefined && { cwd }) });
  const log = lastLines(child, keptLines);
  const end = endOf(child);
  const stop = stopper(child, end, graceSeconds);
  const use = typeof ready === 'string' ? () => fetchText(ready) : ready;
  const isReady = eventually(() => (isAlive(child) ? use() : undefined), limitSeconds);
  try {
    await Promise.race([isReady, end.then((how) => Promise.reject(new Error(`it ended with ${how}`)))]);
  } catch (error) {
    await stop();
    throw new Error(
      `${basename(path)} did not become ready: ${(error as Error).message}. The end of its log:\n${lastOf(log())}`,
      { cause: error },
    );
  }
  return { pid: child.pid, log, stop };
}

const isAlive = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

const lastOf = (text: string): string => text.split('\n').slice(-LAST_LINES).join('\n');

function lastLines(child: ChildProcess, count: number): () => string {
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = `${text}${chunk.toString()}`;
    if (count !== Infinity) text = text.split('\n').slice(-count).join('\n');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

/** How it ended, in words; it never rejects. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(`${code ?? signal ?? 'nothing'}`);
    });
  });

/** What runs now. A test runner that ends early must not leave servers behind. */
const alive = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

function stopper(child: ChildProcess, end: Promise<string>, graceSeconds: number): () => Promise<void> {
  alive.add(child);
  return async () => {
    child.kill('SIGTERM');
    if (!(await within(graceSeconds, end))) child.kill('SIGKILL');
    await end;
    alive.delete(child);
  };
}
