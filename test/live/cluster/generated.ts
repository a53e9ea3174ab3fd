import { gunzipSync } from 'node:zlib';
import type { Api } from './api';

/** A file in a Secret, unpacked where its name says that it is packed. @throws Error where the Secret has no such key */
export async function secretFile(api: Api, namespace: string, name: string, key: string): Promise<string> {
  const files = await secretFiles(api, namespace, name);
  const content = files[key];
  if (content === undefined) {
    throw new Error(`Secret ${namespace}/${name} has no key ${key}, but ${Object.keys(files).join(', ')}`);
  }
  return (key.endsWith('.gz') ? gunzipSync(content) : content).toString();
}

export async function secretFiles(
  api: Api,
  namespace: string,
  name: string,
): Promise<Readonly<Record<string, Buffer>>> {
  const { data = {} } = await api.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64')]));
}
