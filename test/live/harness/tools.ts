import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildInto } from './build';
import { finished } from './command';
import { statedVersion, TOOL_SETS, toolFolder, type Program, type ToolSet } from './tool-sets';

type Paths = Readonly<Record<string, string>>;

/** Paths that this process knows already: a program does not change while tests run. */
const known = new Map<string, Promise<Paths>>();

/** The path of a program in its pinned version; built first if this machine has never had it. */
export async function tool(program: Program): Promise<string> {
  const index = TOOL_SETS.findIndex(({ programs }) => (programs as readonly string[]).includes(program));
  const path = (await ensureSet(index))[program];
  if (path === undefined) throw new Error(`no tool set has the program ${program}`);
  return path;
}

/** Finds or builds every program of the live tier, one set after another, so that no test has to wait for a compiler. */
export async function ensureTools(): Promise<Paths> {
  const sets: Paths[] = [];
  for (const [index, { live = true }] of (TOOL_SETS as readonly ToolSet[]).entries()) {
    if (live) sets.push(await ensureSet(index));
  }
  return Object.assign({}, ...sets) as Paths;
}

async function ensureSet(index: number): Promise<Paths> {
  const set: ToolSet | undefined = TOOL_SETS[index];
  if (!set) throw new Error('no such tool set');
  const paths = known.get(set.name) ?? find(set, `${index + 1} of ${TOOL_SETS.length}`);
  known.set(set.name, paths);
  return paths;
}

async function find(set: ToolSet, position: string): Promise<Paths> {
  const version = statedVersion(set);
  const installed = await onPath(set, version);
  if (installed) return installed;
  const flags = `-s -w -X ${set.versionVariable}=${set.versionPrefix ?? ''}${version}`;
  const folder = join(cacheFolder(), `${set.name}-${fingerprint(set, flags)}`);
  // The folder appears in one step, when its build is complete.
  if (!existsSync(folder)) {
    await buildInto(folder, {
      source: toolFolder(set),
      flags,
      tags: set.tags ?? '',
      title: `${set.name} ${version} (${position})`,
      renamed: set.builtAs ?? {},
    });
  }
  return Object.fromEntries(set.programs.map((program) => [program, join(folder, program)]));
}

/** Outside `node_modules`, which `npm ci` empties. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env;
  return join(
    XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME,
    'probecard',
    'tools',
  );
}

function fingerprint(set: ToolSet, flags: string): string {
  const hash = createHash('sha256')
    .update(flags)
    .update(set.tags ?? '');
  // go.mod and go.sum, and where a program is put together here, its source.
  for (const file of readdirSync(toolFolder(set)).sort()) hash.update(readFileSync(join(toolFolder(set), file)));
  return hash.digest('hex').slice(0, 16);
}

/** The programs that are installed already; none of them unless all have the pinned version, for they belong together. */
async function onPath(set: ToolSet, version: string): Promise<Paths | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found: [string, string][] = [];
  for (const program of set.programs) {
    const path = folders.map((folder) => join(folder, program)).find((candidate) => existsSync(candidate));
    const args = set.versionArgsOf?.[program] ?? set.versionArgs;
    if (path === undefined || (await versionOf(path, args)) !== version) return undefined;
    found.push([program, path]);
  }
  return Object.fromEntries(found);
}

/** What the program says of itself; undefined if it says nothing that could be a version, or does not even start. */
export async function versionOf(path: string, args: readonly string[]): Promise<string | undefined> {
  const result = await finished(path, args).catch(() => undefined);
  // Behind the word "version", or at the beginning of a line, where the program's name may precede it.
  return /(?:version["':=,\s]+|^(?:\w+:?[ ])?)v?(\d+\.\d+\.\d+\S*?)(?:["',\s]|$)/im.exec(result?.output ?? '')?.[1];
}
