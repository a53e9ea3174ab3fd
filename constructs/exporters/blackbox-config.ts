/** What the blackbox exporter can be asked to do with a target. */
export type Module = 'http_2xx' | 'http_sign_in';

/** Where the CA's certificate is mounted, for what no public CA signs. */
export const CA_FILE = '/etc/blackbox-ca/ca.crt';

/** Of either family of addresses; IPv4 where a name has both, for it is what policies of the cluster know. */
const ADDRESSES = { preferred_ip_protocol: 'ip4', ip_protocol_fallback: true };

/**
 * The modules, in the configuration format of v0.28.0. Certificates are verified by all. None has a timeout: that is what the
 * scrape leaves, less half a second.
 */
export function blackboxConfig({ ownCa }: { readonly ownCa: boolean }): object {
  const trust = { tls_config: { insecure_skip_verify: false, ...(ownCa && { ca_file: CA_FILE }) } };
  const http = { method: 'GET', fail_if_not_ssl: true, ...ADDRESSES, ...trust };
  const modules: Readonly<Record<Module, object>> = {
    // Answers anybody with 2xx, at the end of redirects.
    http_2xx: { prober: 'http', http: { ...http, follow_redirects: true } },
    // Answers, and lets nobody in: an answer of 200 to a stranger is a failure. The way to the sign-in is not followed.
    http_sign_in: { prober: 'http', http: { ...http, follow_redirects: false, valid_status_codes: [302, 401, 403] } },
  };
  return { modules };
}
