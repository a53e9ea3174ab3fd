import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { KubeObject } from '../harness/rendered';
import type { Credentials } from './credentials';

/** An object as the API server returns it. */
export interface LiveObject extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
  };
  readonly status?: Readonly<Record<string, unknown>>;
}

/** The API server, asked without the detour over a program. Paths are those of the API, such as `/api/v1/nodes`. */
export interface Api {
  get(path: string): Promise<LiveObject>;
  /** The items of a collection; none where the API server does not know the kind. */
  list(path: string): Promise<readonly LiveObject[]>;
  create(path: string, object: KubeObject): Promise<void>;
  /** Merges into an object, or into its status where the path ends so. */
  patch(path: string, change: Readonly<Record<string, unknown>>): Promise<void>;
  close(): void;
}

const LIMIT_MILLISECONDS = 30_000;

interface Answer {
  readonly status: number;
  readonly body: string;
}

export function apiOf({ server, authority, certificate, key }: Credentials): Api {
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(authority),
    cert: readFileSync(certificate),
    key: readFileSync(key),
  });
  const send = (method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(`${server}${path}`, { method, agent, timeout: LIMIT_MILLISECONDS }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on('error', reject);
      if (body !== undefined) sent.setHeader('content-type', type);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const ask = async (...[method, path, ...rest]: Parameters<typeof send>): Promise<string> => {
    const { status, body } = await send(method, path, ...rest);
    if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${body.slice(0, 500)}`);
    return body;
  };
  return {
    get: async (path) => JSON.parse(await ask('GET', path)) as LiveObject,
    list: async (path) => {
      const { status, body } = await send('GET', path);
      if (status === 404) return [];
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.slice(0, 500)}`);
      return itemsOf(body);
    },
    create: async (path, object) => {
      await ask('POST', path, object);
    },
    patch: async (path, change) => {
      await ask('PATCH', path, change, 'application/merge-patch+json');
    },
    close: () => {
      agent.destroy();
    },
  };
}

/** The items of a list lack the kind that stands above them once. */
function itemsOf(body: string): readonly LiveObject[] {
  const { apiVersion, kind, items } = JSON.parse(body) as {
    readonly apiVersion: string;
    readonly kind: string;
    readonly items: readonly LiveObject[];
  };
  return items.map((item) => ({ ...item, apiVersion, kind: kind.replace(/List$/, '') }));
}
