import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { tlsSecret, type Route } from './route';

/**
 * The certificate of a public host name, which cert-manager (1.21) has signed and renews. An object of ours for an Ingress as
 * well as for a Gateway: what cert-manager makes of an annotation carries the labels of its Ingress, and looks like one more
 * object of ours that is not in git.
 */
export class Certificate extends ApiObject {
  /** @param issuer the name of a ClusterIssuer */
  constructor(scope: Construct, id: string, route: Route, issuer: string) {
    const { name, namespace } = route.to;
    super(scope, id, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata({ name, namespace }),
      spec: {
        secretName: tlsSecret(route),
        dnsNames: [route.host],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    });
  }
}
