import type { Component } from './component';

/** Addresses outside the pods that we know by label: a managed service, the nodes, the API server. */
export interface Addresses {
  readonly kind: 'addresses';
  /** How messages and comments name it. */
  readonly name: string;
  /** Texts by which a rendered object of a component tells that the component calls it: host names, above all. */
  readonly mentions: readonly string[];
  /** CIDR blocks. */
  readonly cidrs: readonly string[];
  readonly port: number;
}

/** Pods that are not ours, in namespaces that are not ours: a workload's, an ingress controller's, the cluster's DNS. */
export interface Pods {
  readonly kind: 'pods';
  readonly name: string;
  /** The namespace's name; left out, every namespace. */
  readonly namespace?: string;
  /** Labels of the pods; left out, all pods of the namespace. */
  readonly labels?: Readonly<Record<string, string>>;
  /** On which they listen, if they are connected to; left out, any TCP port. */
  readonly port?: number;
}

export type Peer = Component | Addresses | Pods;

/** Whether objects of ours describe it, so that a policy of ours can stand at its end. */
export const isOurs = (peer: Peer): peer is Component => peer.kind === 'component';

/** Whether the peer is this component: two values of one component are the same to a policy. */
export const isComponent = (peer: Peer, { name, namespace }: Component): boolean =>
  peer.kind === 'component' && peer.name === name && peer.namespace === namespace;
