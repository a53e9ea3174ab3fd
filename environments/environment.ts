import type { Duration } from '../promql';
import type { Override, Window, Workload } from '../signals';
import type { PresetName, SizeOverrides } from '../sizing';
import type { Cluster } from './cluster';
import type { Entry } from './entry';
import type { Existing } from './existing';
import type { Services } from './services';

/** One cluster and what differs there, as plain data. `main.ts` hands it down; nothing below reads it by itself. */
export interface Environment {
  /** Unique; the external label `cluster`, the folder in `dist/`, and the name in the public URLs. */
  readonly name: string;
  /** Where the cluster is; the external label `region`. No two production environments share one. */
  readonly region: string;
  /** By which its people's clocks go, of the IANA database: `America/Los_Angeles`. */
  readonly timeZone: string;
  readonly stage: 'dev' | 'staging' | 'production';
  /** `single`: one of everything on small volumes. `replicated`: nothing is lost with a node or a zone; needs {@link Services}. */
  readonly availability: 'single' | 'replicated';
  /** The URLs under which people reach the stack. */
  readonly urls: Urls;
  /** Where images come from, for fabs without a way out. Default: the makers' registries. */
  readonly images?: ImageSource;
  /** How often our own components, and targets without an interval of their own, are scraped. */
  readonly scrapeInterval: Duration;
  readonly retention: Retention;
  /** How much is measured there; what each component is given follows from it (docs/sizing.md). */
  readonly preset: PresetName;
  /** What a component is given instead. */
  readonly sizes?: SizeOverrides;
  /** The class of persistent volumes. Default: the cluster's own default. */
  readonly storageClass?: string;
  readonly cluster: Cluster;
  readonly services: Services;
  readonly entry: Entry;
  /** The External Secrets store that fills our Secrets. Default: somebody creates them by hand, as `probecard secrets` says. */
  readonly secretStore?: SecretStore;
  /** What the cluster has already, and we therefore don't run. Default: nothing. */
  readonly existing?: Existing;
  /** How this region's metrics are asked for from outside its cluster. Default: not at all, and nothing is exposed. */
  readonly regional?: Regional;
  /** The regions that one global query here answers from. Default: there is none here. */
  readonly globalQueryOver?: readonly RegionalQuery[];
  readonly gitOps: GitOps;
  /** What is watched there. */
  readonly workloads: readonly Workload[];
  /** What is alerted on differently there. */
  readonly overrides: readonly Override[];
  /** When workloads are looked after or changed on purpose, and less is told of them. Default: never. */
  readonly windows?: readonly Window[];
}

/** A mirror of all images. */
export interface ImageSource {
  /** A registry, with an optional path: it replaces the registry host of every image and keeps the path. */
  readonly registry: string;
  /** The name of the Secret with its credentials, in our namespaces and in those with a deploy gate. */
  readonly pullSecret?: string;
}

/** Public URLs without a slash at the end. */
export interface Urls {
  readonly grafana: string;
  readonly alertmanager: string;
  readonly prometheus: string;
  readonly jaeger: string;
  /** Where the pages of `runbooks/` are published: a page is at `<runbooks>/<page>`. Not served by us. */
  readonly runbooks: string;
}

/** How long things are kept, in days. */
export interface Retention {
  /** Locally. At least 35: objectives over 30 days read it, and a period needs a margin. */
  readonly metrics: number;
  readonly logs: number;
  /** Log lines of the audit stream. */
  readonly auditLogs: number;
  readonly traces: number;
  /** In the bucket, where there is one: samples as scraped, of five minutes, of an hour. */
  readonly bucket: { readonly raw: number; readonly fiveMinutes: number; readonly hour: number };
}

/** What answers by gRPC those who have a certificate. */
export interface Regional {
  /** The name under which others reach it. */
  readonly host: string;
  /** Blocks of addresses of those who may. */
  readonly from: readonly string[];
  /** What the provider's load balancer is told, such as to be an internal one. Default: nothing. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Where the query of a region answers those who may ask it: gRPC, with certificates on both sides. */
export interface RegionalQuery {
  /** The name of the region's environment. */
  readonly environment: string;
  readonly host: string;
  readonly cidrs: readonly string[];
  readonly port: number;
}

export interface SecretStore {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  /** Below which path the store has them: a Secret is at `<path>/<name>`, each of its keys a property. */
  readonly path: string;
}

/** The repository that Argo CD applies `dist/` from. */
export interface GitOps {
  /** The namespace of Argo CD. */
  readonly namespace: string;
  readonly repository: string;
  readonly revision: string;
}

/** The public URLs of an environment as the fabs name them. */
export function fabUrls(environment: string): Urls {
  const host = (name: string) => `https://${name}.${environment}.fab.example`;
  return {
    grafana: host('grafana'),
    alertmanager: host('alertmanager'),
    prometheus: host('prometheus'),
    jaeger: host('jaeger'),
    runbooks: host('runbooks'),
  };
}
