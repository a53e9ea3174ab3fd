import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Write } from './logger';
import { SERVICES, type ServiceName } from './services';

/** Where a node has the log of the one container of a service's pod. */
function fileOf(folder: string, name: ServiceName): string {
  const pod = `${name}-0`;
  const uid = createHash('sha256').update(pod).digest('hex').slice(0, 32);
  return join(folder, `${SERVICES[name]}_${pod}_${uid}`, name, '0.log');
}

/** Writes the lines of each service to a file below the folder, as the runtime of a node does (CRI): the agent reads them there. */
export const containerLogs =
  (folder: string) =>
  (name: ServiceName): Write => {
    const file = fileOf(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    return (line, at) => {
      appendFileSync(file, `${new Date(at * 1000).toISOString()} stdout F ${line}\n`);
    };
  };
