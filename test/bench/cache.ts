import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a benchmark keeps from one run to the next is called after all that it rests on. */
export const hash = (parts: readonly string[]): string =>
  parts
    .reduce((sum, part) => sum.update(part).update('\0'), createHash('sha256'))
    .digest('hex')
    .slice(0, 16);

/** Where it is kept: outside of the project, for as long as the machine lasts. */
export function cacheFolder(benchmark: string): string {
  const { XDG_CACHE_HOME } = process.env;
  const cache = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
  return join(cache, 'probecard', benchmark);
}
