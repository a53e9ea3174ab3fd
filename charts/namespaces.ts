import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Namespace } from '../constructs/namespace';
import { OBSERVABILITY, OBSERVABILITY_NODE } from '../constructs/namespaces';

export { OBSERVABILITY };

/** Our namespaces, and none of the workloads'. */
export class NamespacesChart extends Chart {
  constructor(scope: Construct) {
    super(scope, 'namespaces', { disableResourceNameHashes: true });
    new Namespace(this, OBSERVABILITY, { name: OBSERVABILITY, podSecurity: 'restricted' });
    new Namespace(this, OBSERVABILITY_NODE, { name: OBSERVABILITY_NODE, podSecurity: 'privileged' });
  }
}
