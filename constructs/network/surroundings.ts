import type { Addresses, Pods } from './peers';

/** What is around our pods and not ours: everybody whom they call or are called by from outside. */
export interface Surroundings {
  /** The environment's name, for messages. */
  readonly environment: string;
  /** Whether components are in parts and replicas, with their data outside, or one of each on a volume. */
  readonly availability: 'single' | 'replicated';
  readonly apiServer: Addresses;
  readonly dns: Pods;
  /** The addresses of the nodes, by what listens there. */
  readonly nodes: { readonly cidrs: readonly string[] };
  readonly controlPlane: 'managed' | 'kubeadm';
  readonly hasGpus: boolean;
  /** The workloads, by name: components of the stack may be among them. */
  readonly watched: readonly string[];
  /** Namespaces of the workloads, whose pods are scraped; and of those whose deploy gates ask for a budget. */
  readonly workloads: readonly string[];
  readonly gated: readonly string[];
  /** Pods that pass on requests from outside; and where the public URLs lead to. */
  readonly entry: Pods;
  readonly publicUrls: Addresses;
  readonly oidc: Addresses;
  readonly notifications: Addresses;
  readonly objectStorage?: Addresses;
  readonly postgres?: Addresses;
  readonly openSearch?: Addresses;
  /** Who may ask this region's metrics from outside the cluster; nobody if it is left out. */
  readonly queriedFrom?: Addresses;
  readonly hasGlobalQuery: boolean;
  /** The queries of other regions that the global query here asks, beside that of its own. */
  readonly regionalQueries: readonly Addresses[];
  /** Exporters that the cluster has already; ours are left out for them. */
  readonly existing: { readonly nodeExporter?: Pods; readonly kubeStateMetrics?: Pods; readonly operator: boolean };
}

/** The services outside that rendered objects mention, whether or not somebody is connected to them. */
export const mentioned = (around: Surroundings): readonly Addresses[] =>
  [
    around.oidc,
    around.notifications,
    around.objectStorage,
    around.postgres,
    around.openSearch,
    ...around.regionalQueries,
  ].filter((one) => one !== undefined);
