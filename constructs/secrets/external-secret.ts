import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { secretType, type RequiredSecret } from './secret';

/** A store of External Secrets, and where in it ours are. */
export interface Store {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
  /** Below which path: a Secret is at `<path>/<name>`, each of its keys a property. */
  readonly path: string;
}

/** Where in the store a Secret is. */
export const storePath = ({ path }: Store, { name }: RequiredSecret): string => `${path}/${name}`;

/**
 * Has External Secrets (1.3) make a Secret of what a store holds, and follow its changes within the hour. Every default of the
 * CRD is written out. The Secret stays when the store is emptied by mistake.
 */
export class ExternalSecret extends ApiObject {
  constructor(scope: Construct, id: string, secret: RequiredSecret, store: Store) {
    const { name, namespace, keys } = secret;
    super(scope, id, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadata({ name, namespace, wave: 'rbac' }),
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: store.kind, name: store.name },
        target: {
          name,
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          // With a template, the Secret gets no labels and annotations of this object: Argo CD would take it for one that is
          // no longer in git, and delete it.
          template: { engineVersion: 'v2', mergePolicy: 'Replace', type: secretType(secret) },
        },
        data: keys.map(({ key }) => ({
          secretKey: key,
          remoteRef: {
            key: storePath(store, secret),
            property: key,
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        })),
      },
    });
  }
}
