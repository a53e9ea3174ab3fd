import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeeds } from '../harness/command';

/** Files in PEM. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** An authority that signs for a day, made by openssl. @param folder for its files and those of all whom it certifies */
export async function authority(folder: string) {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): Promise<string> => succeeds('openssl', args);
  const newKey = (name: string): readonly string[] => [
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file(`${name}.key`)],
    ...['-subj', `/CN=${name}`],
  ];
  await openssl('req', '-x509', ...newKey('authority'), '-days', '1', '-out', file('authority.crt'));
  return {
    /** @param host whose server it is, or whoever the client is */
    certify: async (name: string, host: string): Promise<Certified> => {
      await openssl('req', '-new', ...newKey(name), '-out', file(`${name}.csr`));
      writeFileSync(file(`${name}.ext`), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth,clientAuth\n`);
      await openssl(
        ...['x509', '-req', '-in', file(`${name}.csr`), '-days', '1', '-extfile', file(`${name}.ext`)],
        ...['-CA', file('authority.crt'), '-CAkey', file('authority.key'), '-CAcreateserial'],
        ...['-out', file(`${name}.crt`)],
      );
      return { certificate: file(`${name}.crt`), key: file(`${name}.key`), authority: file('authority.crt') };
    },
  };
}
