import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalog, type Workload } from '../../signals';
import { exposition } from './exposition';
import type { Profile } from '../profile';

/** An entry of Prometheus's `static_configs`. */
export interface StaticTarget {
  readonly targets: readonly [string];
  readonly labels: Readonly<Record<string, string>>;
}

/** A server with the metrics of replicas of many workloads. */
export interface Emitter {
  /** One for each replica, with the labels that discovery in a cluster gives it. */
  readonly targets: readonly StaticTarget[];
  close(): Promise<void>;
}

export interface Emitted {
  readonly workload: Workload;
  readonly profile: Profile;
}

/**
 * Exporters that have run for an hour. Counters close to their start are of no use: Prometheus does not extrapolate them
 * below zero, each bucket less than its neighbour, and quantiles of that are noise.
 */
const AGE_SECONDS = 3600;
const LOOPBACK = '127.0.0.1';
const REPLICAS = ['0', '1'] as const;

/** Serves on loopback: each replica of each workload at a path of its own. */
export async function emitter(emitted: readonly Emitted[]): Promise<Emitter> {
  const started = Date.now();
  const pages = new Map(
    emitted.flatMap(({ workload, profile }) =>
      REPLICAS.map(
        (replica) =>
          [
            path(workload, replica),
            (elapsed: number) => exposition(catalog(workload), profile, replica, elapsed),
          ] as const,
      ),
    ),
  );
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(page?.(AGE_SECONDS + (Date.now() - started) / 1000));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    targets: emitted.flatMap(({ workload }) =>
      REPLICAS.map((replica) => target(workload, replica, `${LOOPBACK}:${port}`)),
    ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const path = ({ name }: Workload, replica: string): string => `/${name}/${replica}`;

/** A replica at this address, labelled as the Prometheus Operator has discovery label it. */
function target(workload: Workload, replica: string, address: string): StaticTarget {
  const { namespace, job, port } = workload.scrape;
  const pod = `${job}-${replica}`;
  return {
    targets: [address],
    labels: {
      __metrics_path__: path(workload, replica),
      namespace,
      job,
      service: job,
      endpoint: port,
      pod,
      container: job,
      instance: pod,
    },
  };
}
