import type { k8s } from 'cdk8s-plus-28';
import { OBSERVABILITY } from '../namespaces';
import type { RequiredSecret, SecretKey } from '../secrets/secret';

/** A certificate with its key, and the authority that the other side must be signed by: where a container finds them. */
export interface Certificate {
  readonly secret: RequiredSecret;
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
  readonly files: { readonly certificate: string; readonly key: string; readonly authority: string };
}

const FOLDER = '/etc/thanos/tls';
/** Thanos reads its own certificate anew when the file changes, the authority only at its start (pkg/tls, v0.42.4). */
const AUTHORITY = 'restart the pods after a change';

function certificate(name: string, keys: readonly SecretKey[], usedBy: string): Certificate {
  const volume: k8s.Volume = { name: 'tls', secret: { secretName: name } };
  return {
    secret: { name, namespace: OBSERVABILITY, type: 'kubernetes.io/tls', keys, usedBy: [usedBy] },
    volume,
    mount: { name: volume.name, mountPath: FOLDER, readOnly: true },
    files: { certificate: `${FOLDER}/tls.crt`, key: `${FOLDER}/tls.key`, authority: `${FOLDER}/ca.crt` },
  };
}

/** How the query of a region proves who it is, and whom it answers. @param host under which other regions reach it */
export const regionalCertificate = (host: string): Certificate =>
  certificate(
    'thanos-query-regional-tls',
    [
      { key: 'tls.crt', holds: `the certificate, and its chain, of the server ${host}, as PEM` },
      { key: 'tls.key', holds: 'its private key, as PEM' },
      {
        key: 'ca.crt',
        holds: `the authority that has signed the certificate of the global query, as PEM; ${AUTHORITY}`,
      },
    ],
    'thanos-query',
  );

/** How the global query proves who it is, and whom it believes. */
export const GLOBAL_CERTIFICATE: Certificate = certificate(
  'thanos-global-query-tls',
  [
    { key: 'tls.crt', holds: 'the client certificate, and its chain, of the global query, as PEM' },
    { key: 'tls.key', holds: 'its private key, as PEM' },
    { key: 'ca.crt', holds: `the authority that has signed the certificates of all regions, as PEM; ${AUTHORITY}` },
  ],
  'thanos-global-query',
);
