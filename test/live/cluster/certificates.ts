import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeeds } from '../harness/command';
import { LOOPBACK } from '../harness/ports';

/** A certificate and its key, as files in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Who a client is, as the API server reads it from a certificate. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

/** May do everything, whatever the roles say. */
export const ADMINISTRATOR: Identity = { user: 'administrator', groups: ['system:masters'] };

/** A service account, as its token would identify it. */
export const serviceAccount = (namespace: string, name: string): Identity => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
});

const DAYS = '2';
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority of its own in this folder, whom nobody else trusts. */
export async function authority(folder: string): Promise<KeyPair> {
  const pair = pairIn(folder, 'authority');
  await openssl([
    ...['req', '-x509', ...CURVE, '-days', DAYS, '-subj', '/CN=probecard test'],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ...['-keyout', pair.key, '-out', pair.certificate],
  ]);
  return pair;
}

/** For a server on loopback, and for the name under which pods know the API server. */
export const serverPair = (folder: string, ca: KeyPair): Promise<KeyPair> =>
  signed(folder, ca, 'server', '/CN=kube-apiserver', [
    `subjectAltName=IP:${LOOPBACK},DNS:localhost,DNS:kubernetes.default.svc`,
    'extendedKeyUsage=serverAuth',
  ]);

export const clientPair = (folder: string, ca: KeyPair, { user, groups }: Identity): Promise<KeyPair> =>
  signed(folder, ca, user.replaceAll(':', '_'), [...groups.map((group) => `/O=${group}`), `/CN=${user}`].join(''), [
    'extendedKeyUsage=clientAuth',
  ]);

/** The keys with which tokens of service accounts are signed, and those with which they are checked. */
export function tokenKeys(folder: string): { readonly privateKey: string; readonly publicKey: string } {
  const files = { privateKey: join(folder, 'tokens.key'), publicKey: join(folder, 'tokens.pub') };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(files.privateKey, privateKey, { mode: 0o600 });
  writeFileSync(files.publicKey, publicKey);
  return files;
}

const pairIn = (folder: string, name: string): KeyPair => ({
  certificate: join(folder, `${name}.crt`),
  key: join(folder, `${name}.key`),
});

async function signed(
  folder: string,
  ca: KeyPair,
  name: string,
  subject: string,
  extensions: readonly string[],
): Promise<KeyPair> {
  const pair = pairIn(folder, name);
  const [request, settings] = [join(folder, `${name}.csr`), join(folder, `${name}.ext`)];
  writeFileSync(settings, `${extensions.join('\n')}\n`);
  await openssl(['req', ...CURVE, '-subj', subject, '-keyout', pair.key, '-out', request]);
  await openssl([
    ...['x509', '-req', '-in', request, '-CA', ca.certificate, '-CAkey', ca.key, '-CAcreateserial'],
    ...['-days', DAYS, '-extfile', settings, '-out', pair.certificate],
  ]);
  return pair;
}

/** @throws Error that names the package, where there is none */
async function openssl(args: readonly string[]): Promise<void> {
  try {
    await succeeds('openssl', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error("the control plane needs certificates, and there is no 'openssl' on PATH: install openssl", {
      cause: error,
    });
  }
}
