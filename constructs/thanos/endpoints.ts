import { toYaml } from '../yaml';
import type { Certificate } from './certificates';

/** One whom a query asks. */
export interface Endpoint {
  /** Host and port; with `dnssrv+` in front, the name of an SRV record that holds any number of both. */
  readonly address: string;
  /** The name in its certificate, where it has one. */
  readonly serverName?: string;
}

/**
 * Whom a query asks (`--endpoint.sd-config`, v0.42): the flags for single endpoints and for their TLS are deprecated. Left out, the
 * connection is plain, within the cluster.
 */
export const endpointsConfig = (endpoints: readonly Endpoint[], { files }: Partial<Certificate> = {}): string =>
  toYaml({
    endpoints: endpoints.map(({ address, serverName }) => ({
      address,
      ...(files && {
        client_config: {
          tls_config: {
            enabled: true,
            cert_file: files.certificate,
            key_file: files.key,
            ca_file: files.authority,
          },
          ...(serverName !== undefined && { server_name: serverName }),
        },
      }),
    })),
  });

/** All pods behind a port of a headless Service, by its SRV record. */
export const podsOf = (service: string, namespace: string, port: string): string =>
  `dnssrv+_${port}._tcp.${service}.${namespace}.svc`;
