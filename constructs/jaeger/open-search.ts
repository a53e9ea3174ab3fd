import type { k8s } from 'cdk8s-plus-28';
import { OBSERVABILITY } from '../namespaces';
import type { RequiredSecret } from '../secrets/secret';
import { JAEGER_COLLECTOR, JAEGER_INDEX_CLEANER, JAEGER_QUERY } from './component';

/** An OpenSearch that others run, and what is ours in it. */
export interface OpenSearch {
  /** Host names of the cluster, each of which answers for all of it. */
  readonly hosts: readonly string[];
  readonly port: number;
  /** What the names of our indices begin with: those of other environments in the same cluster begin with something else. */
  readonly indexPrefix: string;
  /** How many parts the index of a day's spans has, and how many copies of each part besides the first. */
  readonly shards: number;
  readonly copies: number;
}

const KEYS = { user: 'username', password: 'password', authorities: 'ca.crt' } as const;

/** Jaeger's access to OpenSearch. */
export const OPEN_SEARCH_SECRET = {
  name: 'jaeger-opensearch',
  namespace: OBSERVABILITY,
  keys: [
    {
      key: KEYS.user,
      holds: 'the user that may create, read, write and delete the indices of our prefix, and their templates',
    },
    { key: KEYS.password, holds: "the user's password" },
    { key: KEYS.authorities, holds: 'the PEM certificates of the authorities that OpenSearch is signed by' },
  ],
  usedBy: [JAEGER_COLLECTOR.name, JAEGER_QUERY.name, JAEGER_INDEX_CLEANER.name],
} as const satisfies RequiredSecret;

const PATH = '/etc/opensearch';

/** The mounted files. */
export const OPEN_SEARCH_FILES = {
  password: `${PATH}/${KEYS.password}`,
  authorities: `${PATH}/${KEYS.authorities}`,
} as const;

export const OPEN_SEARCH_VOLUME: k8s.Volume = {
  name: 'opensearch',
  secret: {
    secretName: OPEN_SEARCH_SECRET.name,
    items: [KEYS.password, KEYS.authorities].map((key) => ({ key, path: key })),
  },
};
export const OPEN_SEARCH_MOUNT: k8s.VolumeMount = {
  name: OPEN_SEARCH_VOLUME.name,
  mountPath: PATH,
  readOnly: true,
};

/** An environment variable that holds the user's name, or the password where a program reads no file. */
export const fromSecret = (name: string, key: 'user' | 'password'): k8s.EnvVar => ({
  name,
  valueFrom: { secretKeyRef: { name: OPEN_SEARCH_SECRET.name, key: KEYS[key] } },
});

export const openSearchUrls = ({ hosts, port }: OpenSearch): readonly string[] =>
  hosts.map((host) => `https://${host}:${port}`);
