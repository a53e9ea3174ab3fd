import type { Component } from '../network/component';

/** A public host name and the Service of ours behind it. */
export interface Route {
  /** `grafana.dev.fab.example`. */
  readonly host: string;
  /** The component whose Service gets the requests: it asks people to sign in. */
  readonly to: Component;
  /** The name of its port. */
  readonly port: string;
}

/** The Secret with the certificate and the key of a host: cert-manager writes it. */
export const tlsSecret = ({ to }: Route): string => `${to.name}-tls`;
