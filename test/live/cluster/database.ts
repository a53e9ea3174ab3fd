import { join } from 'node:path';
import type { KubeObject } from '../harness/rendered';
import { scratch } from '../harness/scratch';
import { installCrds } from './crds';
import { startServers } from './servers';

/** The database of a cluster in which CRDs are established already: an API server digests them once instead of one by one. */
export interface Database {
  readonly folder: string;
  remove(): void;
}

/**
 * @param objects those whose kinds must be known
 * @param base one that knows other kinds already. Default: an empty one
 */
export async function databaseFor(objects: readonly KubeObject[], base?: Database): Promise<Database> {
  const place = scratch('database');
  const folder = join(place.folder, 'etcd');
  const servers = await startServers(base?.folder);
  try {
    await installCrds(servers, objects);
  } catch (error) {
    await servers.stop();
    place.remove();
    throw error;
  }
  await servers.stop(folder);
  return {
    folder,
    remove: () => {
      place.remove();
    },
  };
}
