import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ExternalSecret, type Store } from '../constructs/secrets/external-secret';
import type { RequiredSecret } from '../constructs/secrets/secret';

export interface SecretsChartProps {
  readonly store: Store;
  /** What the environment needs. */
  readonly secrets: readonly RequiredSecret[];
}

/** Has the Secrets made that an environment needs, where it has a store for them. */
export class SecretsChart extends Chart {
  constructor(scope: Construct, { store, secrets }: SecretsChartProps) {
    super(scope, 'secrets', { disableResourceNameHashes: true });
    for (const secret of secrets) new ExternalSecret(this, `${secret.namespace}-${secret.name}`, secret, store);
  }
}
