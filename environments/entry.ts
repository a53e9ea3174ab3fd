/** How requests from outside the cluster come in: always by TLS. */
export type Entry = IngressEntry | GatewayEntry;

interface Common {
  /** The ClusterIssuer of cert-manager that signs our certificates. */
  readonly issuer: string;
  /** Where the public URLs lead to, as pods of the cluster see it. */
  readonly cidrs: readonly string[];
  /** The namespace of the pods that pass requests on to ours. */
  readonly controllerNamespace: string;
}

export interface IngressEntry extends Common {
  readonly kind: 'ingress';
  readonly className: string;
}

export interface GatewayEntry extends Common {
  readonly kind: 'gateway';
  /** The GatewayClass. */
  readonly className: string;
}
