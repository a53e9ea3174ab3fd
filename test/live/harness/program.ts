import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { fetchText } from './http';
import { eventually, within } from './wait';

/** A program that serves until it is stopped. */
export interface Running {
  /** The last lines of its log. */
  log(): string;
  stop(): Promise<void>;
}

interface Start {
  readonly path: string;
  readonly args: readonly string[];
  /** Answers 2xx once the program can be used. */
  readonly ready: string;
  readonly limitSeconds?: number;
  readonly env?: NodeJS.ProcessEnv;
}

const LAST_LINES = 40;
const GRACE_SECONDS = 5;

/** Starts a program and waits until it is ready. @throws Error with the end of its log if it ends before, or takes too long */
export async function start({ path, args, ready, limitSeconds = 120, env = process.env }: Start): Promise<Running> {
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = lastLines(child);
  const end = endOf(child);
  const stop = stopper(child, end);
  const isReady = eventually(async () => (isAlive(child) ? fetchText(ready) : undefined), limitSeconds);
  try {
    await Promise.race([isReady, end.then((how) => Promise.reject(new Error(`it ended with ${how}`)))]);
  } catch (error) {
    await stop();
    throw new Error(
      `${basename(path)} did not become ready: ${(error as Error).message}. The end of its log:\n${log()}`,
      { cause: error },
    );
  }
  return { log, stop };
}

const isAlive = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

function lastLines(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = `${text}${chunk.toString()}`.split('\n').slice(-LAST_LINES).join('\n');
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

function stopper(child: ChildProcess, end: Promise<string>): () => Promise<void> {
  // A test runner that ends early must not leave servers behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return async () => {
    child.kill('SIGTERM');
    if (!(await within(GRACE_SECONDS, end))) kill();
    await end;
    process.off('exit', kill);
  };
}
