import { spawn } from 'node:child_process';

export interface Finished {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  /** What it wrote, standard output and error in the order of arrival. */
  readonly output: string;
  /** What it wrote to standard output alone. */
  readonly stdout: string;
  /** What it wrote to standard error alone. */
  readonly stderr: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutSeconds?: number;
  /** What it reads from standard input; by default nothing. */
  readonly input?: string;
}

/** Runs a program to its end. Rejects only if it cannot be started at all, or takes longer than allowed. */
export function finished(path: string, args: readonly string[], options: Options = {}): Promise<Finished> {
  const { cwd, env = process.env, timeoutSeconds = 120, input = '' } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { env, stdio: ['pipe', 'pipe', 'pipe'], ...(cwd !== undefined && { cwd }) });
    // A program that ends without having read everything says why itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const chunks: { readonly from: 'stdout' | 'stderr'; readonly chunk: Buffer }[] = [];
    for (const from of ['stdout', 'stderr'] as const) {
      child[from].on('data', (chunk: Buffer) => chunks.push({ from, chunk }));
    }
    const text = (kept = chunks): string => Buffer.concat(kept.map(({ chunk }) => chunk)).toString();
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${path} ${args.join(' ')} did not end within ${timeoutSeconds} s`));
    }, timeoutSeconds * 1000);
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({
        code: code ?? undefined,
        output: text(),
        stdout: text(chunks.filter(({ from }) => from === 'stdout')),
        stderr: text(chunks.filter(({ from }) => from === 'stderr')),
      });
    });
  });
}

/** The same for a program that must succeed. @throws Error with all that it wrote, if it does not */
export async function succeeds(path: string, args: readonly string[], options: Options = {}): Promise<string> {
  const { code, output } = await finished(path, args, options);
  if (code !== 0) throw new Error(`${path} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${output}`);
  return output;
}
