import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { clientPair, type Identity, type KeyPair } from './certificates';

/** How one client reaches the API server. Everything is a file, for programs take files. */
export interface Credentials extends KeyPair {
  readonly user: string;
  /** Where the API server listens, such as `https://127.0.0.1:40001`. */
  readonly server: string;
  /** The authority that vouches for the API server. */
  readonly authority: string;
  readonly kubeconfig: string;
}

/** Signs a certificate for the client and writes its kubeconfig. */
export async function credentialsFor(
  folder: string,
  server: string,
  ca: KeyPair,
  identity: Identity,
): Promise<Credentials> {
  const pair = await clientPair(folder, ca, identity);
  const kubeconfig = join(folder, `${identity.user.replaceAll(':', '_')}.kubeconfig`);
  const credentials = { ...pair, user: identity.user, server, authority: ca.certificate, kubeconfig };
  writeFileSync(kubeconfig, dump(kubeconfigOf(credentials)));
  return credentials;
}

const kubeconfigOf = ({ user, server, authority, certificate, key }: Credentials) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'test', cluster: { server, 'certificate-authority': authority } }],
  users: [{ name: user, user: { 'client-certificate': certificate, 'client-key': key } }],
  contexts: [{ name: 'test', context: { cluster: 'test', user } }],
  'current-context': 'test',
});
