import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'timed out';
  readonly seconds: number;
  /** What promtool said. */
  readonly output: string;
}

export interface Files {
  readonly rules: string;
  readonly test: string;
}

/** Runs test files with the real promtool, each in a folder of its own below a scratch folder. */
export const runner =
  (promtool: string, folder: string) =>
  async ({ rules, test }: Files, limitSeconds: number): Promise<Verdict> => {
    mkdirSync(folder, { recursive: true });
    const place = mkdtempSync(join(folder, 'run-'));
    try {
      writeFileSync(join(place, 'rules.json'), rules);
      writeFileSync(join(place, 'test.json'), test);
      return await run(promtool, join(place, 'test.json'), limitSeconds);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  };

function run(promtool: string, file: string, limitSeconds: number): Promise<Verdict> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    execFile(
      promtool,
      ['test', 'rules', file],
      // It lives for a second: most of what it leaves behind need not be collected.
      {
        timeout: Math.ceil(limitSeconds * 1000),
        killSignal: 'SIGKILL',
        maxBuffer: 2 ** 26,
        env: { ...process.env, GOGC: '400' },
      },
      (error, stdout, stderr) => {
        const seconds = (Date.now() - started) / 1000;
        const output = `${stdout}${stderr}`;
        if (!error) resolve({ outcome: 'passed', seconds, output });
        else if (error.killed) resolve({ outcome: 'timed out', seconds, output });
        else if (typeof error.code === 'number') resolve({ outcome: 'failed', seconds, output });
        else reject(new Error(`${promtool} did not run: ${error.message}`, { cause: error }));
      },
    );
  });
}
