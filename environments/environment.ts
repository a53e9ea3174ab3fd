import type { Duration } from '../promql';
import type { Override, Workload } from '../signals';

/** One cluster and what differs there, as plain data. `main.ts` hands it down; nothing below reads it by itself. */
export interface Environment {
  /** Unique; the external label `cluster`, the folder in `dist/`, and the name in the public URLs. */
  readonly name: string;
  /** Where the cluster is; the external label `region`. */
  readonly region: string;
  /** The URLs under which people reach the stack. Somebody else's ingress serves them. */
  readonly urls: Urls;
  /** Where images come from, for fabs without a way out. Default: the makers' registries. */
  readonly images?: ImageSource;
  /** How often our own components, and targets without an interval of their own, are scraped. */
  readonly scrapeInterval: Duration;
  readonly retention: Retention;
  readonly sizes: Sizes;
  /** What is watched there. */
  readonly workloads: readonly Workload[];
  /** What is alerted on differently there. */
  readonly overrides: readonly Override[];
}

/** A mirror of all images. */
export interface ImageSource {
  /** A registry, with an optional path: it replaces the registry host of every image and keeps the path. */
  readonly registry: string;
  /** The name of the Secret with its credentials, in each of our namespaces. */
  readonly pullSecret?: string;
}

/** Public URLs without a slash at the end. */
export interface Urls {
  readonly grafana: string;
  readonly alertmanager: string;
  readonly prometheus: string;
  /** Where the pages of `runbooks/` are published: a page is at `<runbooks>/<page>`. */
  readonly runbooks: string;
}

/** How long things are kept, in days. */
export interface Retention {
  /** At least 35: objectives over 30 days read it, and a period needs a margin. */
  readonly metrics: number;
  readonly logs: number;
  readonly traces: number;
}

/** What each component is given. */
export interface Sizes {
  readonly operator: Sized;
  readonly prometheus: Sized & Stored & Replicated & { readonly retentionSize: string };
  readonly alertmanager: Sized & Stored & Replicated;
  readonly grafana: Sized & Stored;
  readonly loki: Sized & Stored;
  readonly jaeger: Sized & Stored;
}

interface Sized {
  /** For each container of the component's own: what it is promised, and what it may use at most. Kubernetes quantities. */
  readonly resources: { readonly requests: Compute; readonly limits: Compute };
}

interface Stored {
  /** The size of each replica's persistent volume: a Kubernetes quantity, such as `50Gi`. */
  readonly volume: string;
}

interface Replicated {
  readonly replicas: number;
}

type Compute = Readonly<{ cpu: string; memory: string }>;

/** The public URLs of an environment as the fabs name them. */
export function fabUrls(environment: string): Urls {
  const host = (name: string) => `https://${name}.${environment}.fab.example`;
  return {
    grafana: host('grafana'),
    alertmanager: host('alertmanager'),
    prometheus: host('prometheus'),
    runbooks: host('runbooks'),
  };
}
