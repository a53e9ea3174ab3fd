import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { scratch } from '../harness/scratch';
import { tool } from '../harness/tools';
import { apiOf, type Api } from './api';
import { ADMINISTRATOR, authority, serverPair, serviceAccount, tokenKeys, type Identity } from './certificates';
import { credentialsFor, type Credentials } from './credentials';
import { kubectlAs, type Kubectl } from './kubectl';
import { NODES } from './nodes';

/** A cluster whose control plane is real, and whose nodes KWOK plays: pods are scheduled, run and get ready, but nothing runs in them. */
export interface ControlPlane {
  /** Where the API server listens. */
  readonly server: string;
  /** For files that belong to it; gone once it is stopped. */
  readonly folder: string;
  /** As the administrator. */
  readonly api: Api;
  /** As the administrator. */
  readonly kubectl: Kubectl;
  readonly administrator: Credentials;
  /** Credentials with which a program is that service account, and is allowed what its roles allow. */
  serviceAccount(namespace: string, name: string): Promise<Credentials>;
  stop(): Promise<void>;
}

/** Published as the endpoint of the API server: an address for documentation, since loopback is refused. */
const ADVERTISED = '192.0.2.1';
const SERVICES = '10.96.0.0/16';
const READY_SECONDS = 120;

/** Starts a control plane of its own, in a scratch folder, on ports of its own. @throws Error with the log of the part that does not come up */
export async function startControlPlane(): Promise<ControlPlane> {
  const place = scratch('cluster');
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    // The latest first: without etcd, the API server's orderly end never comes.
    for (const part of running.splice(0).reverse()) await part.stop();
    place.remove();
  };
  try {
    const { folder } = place;
    const ca = await authority(folder);
    const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
    const server = `https://${LOOPBACK}:${port}`;
    const credentials = (identity: Identity): Promise<Credentials> => credentialsFor(folder, server, ca, identity);
    const administrator = await credentials(ADMINISTRATOR);
    const [kubectl, api] = [await kubectlAs(administrator, folder), apiOf(administrator)];
    const settings: Settings = { folder, ca: ca.certificate, etcdPort, peerPort, port, api, administrator };
    const tokens = tokenKeys(folder);

    running.push(await startEtcd(settings));
    running.push(await startApiServer(settings, tokens, await serverPair(folder, ca)));
    for (const node of NODES) await api.create('/api/v1/nodes', node);
    running.push(
      ...(await Promise.all([
        startControllerManager(settings, tokens.privateKey),
        startScheduler(settings),
        startKwok(settings),
      ])),
    );
    return {
      server,
      folder,
      api,
      kubectl,
      administrator,
      serviceAccount: (namespace, name) => credentials(serviceAccount(namespace, name)),
      stop: async () => {
        api.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Settings {
  readonly folder: string;
  readonly ca: string;
  readonly etcdPort: number;
  readonly peerPort: number;
  readonly port: number;
  readonly api: Api;
  readonly administrator: Credentials;
}

type Tokens = ReturnType<typeof tokenKeys>;

async function startEtcd({ folder, etcdPort, peerPort }: Settings): Promise<Running> {
  const client = `http://${LOOPBACK}:${etcdPort}`;
  const peer = `http://${LOOPBACK}:${peerPort}`;
  return start({
    path: await tool('etcd'),
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // What it holds is thrown away: that a machine loses power need not concern it.
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    ready: `${client}/health`,
    limitSeconds: READY_SECONDS,
  });
}

async function startApiServer(
  { folder, ca, etcdPort, port, api }: Settings,
  tokens: Tokens,
  serving: { readonly certificate: string; readonly key: string },
): Promise<Running> {
  const certificates = join(folder, 'apiserver');
  mkdirSync(certificates);
  return start({
    path: await tool('kube-apiserver'),
    args: [
      `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
      `--bind-address=${LOOPBACK}`,
      `--secure-port=${port}`,
      `--advertise-address=${ADVERTISED}`,
      `--cert-dir=${certificates}`,
      `--tls-cert-file=${serving.certificate}`,
      `--tls-private-key-file=${serving.key}`,
      `--client-ca-file=${ca}`,
      '--authorization-mode=RBAC',
      // As every cluster has it; which pods may be privileged is for pod security to say.
      '--allow-privileged=true',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${tokens.privateKey}`,
      `--service-account-key-file=${tokens.publicKey}`,
      `--service-cluster-ip-range=${SERVICES}`,
    ],
    ready: () =>
      api.list('/api/v1/namespaces/kube-system/configmaps?limit=1').then(() => api.get('/api/v1/namespaces/default')),
    limitSeconds: READY_SECONDS,
  });
}

async function startControllerManager({ ca, api, administrator }: Settings, tokenKey: string): Promise<Running> {
  return start({
    path: await tool('kube-controller-manager'),
    args: [
      `--kubeconfig=${administrator.kubeconfig}`,
      `--service-account-private-key-file=${tokenKey}`,
      `--root-ca-file=${ca}`,
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

async function startScheduler({ administrator }: Settings): Promise<Running> {
  return start({
    path: await tool('kube-scheduler'),
    args: [`--kubeconfig=${administrator.kubeconfig}`, '--leader-elect=false', '--secure-port=0'],
    // It says nothing until there is a pod to schedule; whoever waits for pods sees whether it works.
    ready: () => undefined,
  });
}

async function startKwok({ api, administrator }: Settings): Promise<Running> {
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

const isReady = ({ status }: { readonly status?: Readonly<Record<string, unknown>> }): boolean =>
  ((status?.conditions ?? []) as readonly Condition[]).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
