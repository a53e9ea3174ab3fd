import { join } from 'node:path';
import { fetchJson } from '../http';
import { freePorts } from '../ports';
import { eventually } from '../wait';
import { startAlertmanager, type Alertmanager, type Setup } from './program';

/**
 * So many replicas that know of each other, once each sees all of them and lets notifications out. The first is the first to tell:
 * the second waits for the peer timeout, the third for twice as long.
 */
export async function startReplicas(count: number, setup: Omit<Setup, 'cluster'>): Promise<readonly Alertmanager[]> {
  const ports = await freePorts(count);
  const started = await Promise.allSettled(
    ports.map((port, i) => {
      const name = `replica-${i}`;
      return startAlertmanager({ ...setup, folder: join(setup.folder, name), cluster: { name, port, ports } });
    }),
  );
  const replicas = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    await allSettled(replicas);
    return replicas;
  } catch (error) {
    await Promise.all(replicas.map(({ kill }) => kill()));
    throw error;
  }
}

/** Resolves once each of these sees all of them and lets notifications out. */
export async function allSettled(replicas: readonly Alertmanager[]): Promise<void> {
  await eventually(() => Promise.all(replicas.map(({ url }) => settled(url, replicas.length))), 30, 0.1);
}

interface Status {
  readonly cluster: { readonly status: string; readonly peers?: readonly unknown[] };
}

/** @throws Error while it does not see so many, or waits for more to come */
async function settled(url: string, count: number): Promise<void> {
  const { cluster } = (await fetchJson(`${url}/api/v2/status`)) as Status;
  const seen = cluster.peers?.length ?? 0;
  if (seen !== count || cluster.status !== 'ready')
    throw new Error(`${url} sees ${seen} of ${count} replicas and is ${cluster.status}`);
}
