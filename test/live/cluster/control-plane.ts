import { start, type Running } from '../harness/program';
import { tool } from '../harness/tools';
import type { LiveObject } from './api';
import { serviceAccount } from './certificates';
import type { Credentials } from './credentials';
import { NODES } from './nodes';
import { progress } from './progress';
import { READY_SECONDS, startServers, type Servers } from './servers';

/** A cluster whose control plane is real, and whose nodes KWOK plays: pods are scheduled, run and get ready, but nothing runs in them. */
export interface ControlPlane extends Pick<Servers, 'server' | 'folder' | 'api' | 'kubectl' | 'administrator'> {
  /** Credentials with which a program is that service account, and is allowed what its roles allow. */
  serviceAccount(namespace: string, name: string): Promise<Credentials>;
  stop(): Promise<void>;
}

/** On a machine that is busy with something else, one of its parts may give up before another answers. */
const ATTEMPTS = 3;

/**
 * Starts a control plane of its own, with a copy of a database or an empty one. What does not come up is told, and tried again.
 * @throws Error with the log of the part that does not come up the last time
 */
export async function startControlPlane(database?: string, attempts = ATTEMPTS): Promise<ControlPlane> {
  try {
    return await startOnce(database);
  } catch (error) {
    if (attempts <= 1) throw error;
    progress(`the control plane did not come up, and is started once more: ${(error as Error).message}`);
    return startControlPlane(database, attempts - 1);
  }
}

async function startOnce(database?: string): Promise<ControlPlane> {
  const servers = await startServers(database);
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((part) => part.stop()));
    await servers.stop();
  };
  try {
    for (const node of NODES) await servers.api.create('/api/v1/nodes', node);
    await Promise.all(
      [startControllerManager, startScheduler, startKwok].map(async (part) => running.push(await part(servers))),
    );
    return {
      server: servers.server,
      folder: servers.folder,
      api: servers.api,
      kubectl: servers.kubectl,
      administrator: servers.administrator,
      serviceAccount: (namespace, name) => servers.credentials(serviceAccount(namespace, name)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startControllerManager({ authority, tokenKey, api, administrator }: Servers): Promise<Running> {
  return start({
    path: await tool('kube-controller-manager'),
    args: [
      `--kubeconfig=${administrator.kubeconfig}`,
      `--service-account-private-key-file=${tokenKey}`,
      `--root-ca-file=${authority}`,
      '--leader-elect=false',
      '--secure-port=0',
      // On a busy machine a heartbeat may be late; the pods of a node that is taken for lost would never be ready again.
      '--node-monitor-grace-period=30m',
      // It would find no metrics here, and say so on every autoscaler: those are played.
      '--controllers=*,-horizontal-pod-autoscaler-controller',
    ],
    ready: () => api.get('/api/v1/namespaces/default/serviceaccounts/default'),
    limitSeconds: READY_SECONDS,
  });
}

async function startScheduler({ administrator }: Servers): Promise<Running> {
  return start({
    path: await tool('kube-scheduler'),
    args: [`--kubeconfig=${administrator.kubeconfig}`, '--leader-elect=false', '--secure-port=0'],
    // It says nothing until there is a pod to schedule; whoever waits for pods sees whether it works.
    ready: () => undefined,
  });
}

async function startKwok({ api, administrator }: Servers): Promise<Running> {
  return start({
    path: await tool('kwok'),
    args: [`--kubeconfig=${administrator.kubeconfig}`, '--manage-all-nodes=true'],
    ready: async () => {
      const nodes = await api.list('/api/v1/nodes');
      const waiting = nodes.filter((node) => !isReady(node)).map(({ metadata }) => metadata.name);
      if (nodes.length < NODES.length || waiting.length > 0) throw new Error(`not ready: ${waiting.join(', ')}`);
    },
    limitSeconds: READY_SECONDS,
  });
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

const isReady = ({ status }: LiveObject): boolean =>
  ((status?.conditions ?? []) as readonly Condition[]).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
