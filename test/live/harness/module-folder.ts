import { join } from 'node:path';
import { finished } from './command';

const TOOLS = join(__dirname, '..', 'tools');

interface Downloaded {
  readonly Dir?: string;
  readonly Error?: string;
}

/**
 * The folder with a module's files, in the version that `test/live/tools/<set>/go.mod` pins and go.sum vouches for. So what
 * others publish, such as CRDs, is used without being copied here.
 * @throws Error where the set does not require the module, or it cannot be downloaded
 */
export async function moduleFolder(set: string, module: string): Promise<string> {
  const { output } = await finished('go', ['-C', join(TOOLS, set), 'mod', 'download', '-json', module], {
    env: { ...process.env, GOWORK: 'off' },
    timeoutSeconds: 600,
  });
  const { Dir, Error: reason } = parse(output);
  if (Dir === undefined) throw new Error(`module ${module} of test/live/tools/${set}: ${reason ?? output}`);
  return Dir;
}

function parse(output: string): Downloaded {
  try {
    return JSON.parse(output) as Downloaded;
  } catch {
    return {};
  }
}
