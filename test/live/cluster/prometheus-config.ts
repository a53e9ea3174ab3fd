import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Api, LiveObject } from './api';
import type { Credentials } from './credentials';
import { secretFile, secretFiles } from './generated';

/** What the operator generated for a Prometheus, laid out in a folder as its pod would see it. */
export interface Generated {
  readonly configuration: Configuration;
  /** The file with that configuration, for promtool. */
  readonly file: string;
  /** Names of the files with rules. */
  readonly rules: readonly string[];
}

export type Configuration = Readonly<Record<string, unknown>>;

/** Folders of the pod, and where they are here. */
const IN_POD = {
  rules: '/etc/prometheus/rules',
  assets: '/etc/prometheus/certs',
  secrets: '/etc/prometheus/secrets',
  configMaps: '/etc/prometheus/configmaps',
  account: '/var/run/secrets/kubernetes.io/serviceaccount',
} as const;

/** Writes the generated configuration of a Prometheus, its rules and everything it refers to below a folder. */
export async function layOut(api: Api, prometheus: LiveObject, folder: string): Promise<Generated> {
  const { name, namespace = '' } = prometheus.metadata;
  const text = inFirstPod(prometheus, await secretFile(api, namespace, `prometheus-${name}`, 'prometheus.yaml.gz'));
  const rules = await ruleFilesOf(api, namespace, name);
  const files = { ...rules, ...(await filesOf(api, prometheus)) };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const configuration = below(folder, load(text)) as Configuration;
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, dump(configuration, { lineWidth: -1, noRefs: true }));
  return { configuration, file, rules: Object.keys(rules).map((path) => path.replace(/^.*\//, '')) };
}

/** What the configuration reloader fills in from the environment of its pod. @throws Error for shards: none are rendered today */
function inFirstPod({ metadata, spec }: LiveObject, text: string): string {
  const { shards = 1 } = spec as unknown as PrometheusSpec;
  if (shards !== 1)
    throw new Error(`Prometheus ${metadata.name}: of ${shards} shards each finds a part of the targets`);
  return text.replaceAll('$(SHARD)', '0').replaceAll('$(POD_NAME)', `prometheus-${metadata.name}-0`);
}

/** The rule files, by their path in the pod: ConfigMaps that the operator fills one after another. */
async function ruleFilesOf(api: Api, namespace: string, name: string): Promise<Readonly<Record<string, string>>> {
  const maps = await api.list(
    `/api/v1/namespaces/${namespace}/configmaps?labelSelector=${encodeURIComponent(`prometheus-name=${name}`)}`,
  );
  return Object.fromEntries(
    maps.flatMap(({ metadata, data = {} }) =>
      Object.entries(data).map(([file, text]) => [`${IN_POD.rules}/${metadata.name}/${file}`, text]),
    ),
  );
}

interface PrometheusSpec {
  readonly shards?: number;
  readonly secrets?: readonly string[];
}

/** Secrets that the pod mounts, and what the operator collected from the Secrets that monitors name. */
async function filesOf(
  api: Api,
  { metadata: { name, namespace = '' }, spec }: LiveObject,
): Promise<Readonly<Record<string, Buffer | string>>> {
  const { secrets = [] } = spec as unknown as PrometheusSpec;
  const mounted = await Promise.all(
    secrets.map(async (secret) => within(`${IN_POD.secrets}/${secret}`, await secretFiles(api, namespace, secret))),
  );
  const assets = await secretFiles(api, namespace, `prometheus-${name}-tls-assets-0`);
  const { data } = await api.get(`/api/v1/namespaces/${namespace}/configmaps/kube-root-ca.crt`);
  return Object.assign(
    // Of this account nothing is asked here: the API server gets a certificate instead (see `againstApiServer`).
    {
      [`${IN_POD.account}/token`]: 'none',
      [`${IN_POD.account}/ca.crt`]: (data as { readonly 'ca.crt': string })['ca.crt'],
    },
    within(IN_POD.assets, assets),
    ...mounted,
  ) as Readonly<Record<string, Buffer | string>>;
}

const within = <T>(folder: string, files: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folder}/${file}`, content]));

/** Every path of the pod, below the folder. */
function below(folder: string, value: unknown): unknown {
  if (typeof value === 'string') {
    return Object.values(IN_POD).some((path) => value === path || value.startsWith(`${path}/`))
      ? join(folder, value)
      : value;
  }
  return mapped(value, (item) => below(folder, item));
}

function mapped(value: unknown, change: (item: unknown, key?: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}

/** So rare that nothing is scraped while a test runs: behind the addresses that KWOK invents there is nobody. */
const NEVER = '7d';

/**
 * The same configuration for a Prometheus outside the cluster: discovery asks that API server, as Prometheus's own service
 * account; nothing is scraped and no rule is evaluated.
 */
export function againstApiServer(
  { rule_files: _, ...configuration }: Configuration,
  { server, authority, certificate, key }: Credentials,
): Configuration {
  const reached = {
    api_server: server,
    tls_config: { ca_file: authority, cert_file: certificate, key_file: key },
  };
  const change = (value: unknown, key?: string): unknown => {
    if (key === 'scrape_interval' || key === 'evaluation_interval') return NEVER;
    if (key === 'kubernetes_sd_configs') {
      return (value as readonly Configuration[]).map((discovery) => ({ ...discovery, ...reached }));
    }
    return mapped(value, change);
  };
  return change(configuration) as Configuration;
}
