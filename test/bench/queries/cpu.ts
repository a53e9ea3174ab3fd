import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that a process has had so far, of all its threads. Undefined where the kernel does not tell: it is Linux's `schedstat`. */
export function computed(pid: number | undefined): number | undefined {
  const folder = `/proc/${pid ?? ''}/task`;
  try {
    const nanoseconds = readdirSync(folder).map((thread) =>
      Number(readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return undefined;
  }
}
