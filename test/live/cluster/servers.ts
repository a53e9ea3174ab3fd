import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { scratch } from '../harness/scratch';
import { tool } from '../harness/tools';
import { apiOf, type Api } from './api';
import { ADMINISTRATOR, authority, serverPair, tokenKeys, type Identity } from './certificates';
import { credentialsFor, type Credentials } from './credentials';
import { FEWER_COLLECTIONS } from './garbage';
import { kubectlAs, type Kubectl } from './kubectl';

/** etcd and an API server: objects are accepted, and nothing becomes of them. */
export interface Servers {
  /** Where the API server listens. */
  readonly server: string;
  /** For files that belong to it; gone once it is stopped. */
  readonly folder: string;
  /** As the administrator. */
  readonly api: Api;
  /** As the administrator. */
  readonly kubectl: Kubectl;
  readonly administrator: Credentials;
  /** The certificate of the authority that every server and client here trusts. */
  readonly authority: string;
  /** The key with which tokens of service accounts are signed. */
  readonly tokenKey: string;
  credentials(identity: Identity): Promise<Credentials>;
  /** Copies the database to a folder, once they are stopped, and stops them. */
  stop(copy?: string): Promise<void>;
}

/** Published as the endpoint of the API server: an address for documentation, since loopback is refused. */
const ADVERTISED = '192.0.2.1';
const SERVICES = '10.96.0.0/16';
export const READY_SECONDS = 120;

/** Starts both in a scratch folder, on ports of their own, with a copy of a database or an empty one. @throws Error with the log of the one that does not come up */
export async function startServers(database?: string): Promise<Servers> {
  const place = scratch('cluster');
  const { folder } = place;
  const data = join(folder, 'etcd');
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    // The latest first: without etcd, the API server's orderly end never comes.
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    if (database !== undefined) cpSync(database, data, { recursive: true });
    const ca = await authority(folder);
    const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
    const server = `https://${LOOPBACK}:${port}`;
    const credentials = (identity: Identity): Promise<Credentials> => credentialsFor(folder, server, ca, identity);
    const administrator = await credentials(ADMINISTRATOR);
    const [kubectl, api] = [await kubectlAs(administrator, folder), apiOf(administrator)];
    const tokens = tokenKeys(folder);
    const settings: Settings = { folder, data, ca: ca.certificate, etcdPort, peerPort, port, api };
    running.push(await startEtcd(settings));
    running.push(await startApiServer(settings, tokens, await serverPair(folder, ca)));
    return {
      ...{ server, folder, api, kubectl, administrator, credentials },
      authority: ca.certificate,
      tokenKey: tokens.privateKey,
      stop: async (copy) => {
        api.close();
        await stop();
        if (copy !== undefined) cpSync(data, copy, { recursive: true });
        place.remove();
      },
    };
  } catch (error) {
    await stop();
    place.remove();
    throw error;
  }
}

interface Settings {
  readonly folder: string;
  readonly data: string;
  readonly ca: string;
  readonly etcdPort: number;
  readonly peerPort: number;
  readonly port: number;
  readonly api: Api;
}

type Tokens = ReturnType<typeof tokenKeys>;

async function startEtcd({ data, etcdPort, peerPort }: Settings): Promise<Running> {
  const client = `http://${LOOPBACK}:${etcdPort}`;
  const peer = `http://${LOOPBACK}:${peerPort}`;
  return start({
    path: await tool('etcd'),
    args: [
      `--data-dir=${data}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // What it holds is thrown away: that a machine loses power need not concern it.
      '--unsafe-no-fsync',
      '--log-level=warn',
      // A copied database knows the ports of the one it was copied from.
      '--force-new-cluster',
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
    env: { ...process.env, ...FEWER_COLLECTIONS },
    ready: () =>
      api.list('/api/v1/namespaces/kube-system/configmaps?limit=1').then(() => api.get('/api/v1/namespaces/default')),
    limitSeconds: READY_SECONDS,
  });
}
