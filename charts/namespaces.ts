import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { RestrictedNamespace } from '../constructs/namespace';

/** The namespace of everything of ours that needs nothing of the host. */
export const OBSERVABILITY = 'observability';

/** Our namespaces, and none of the workloads'. */
export class NamespacesChart extends Chart {
  constructor(scope: Construct) {
    super(scope, 'namespaces', { disableResourceNameHashes: true });
    new RestrictedNamespace(this, OBSERVABILITY, OBSERVABILITY);
  }
}
