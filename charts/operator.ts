import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Operator, type OperatorProps } from '../constructs/operator/operator';

export type OperatorChartProps = OperatorProps;

/** The operator that turns Prometheus, Alertmanager, monitor and rule resources into pods and configuration. */
export class OperatorChart extends Chart {
  constructor(scope: Construct, props: OperatorChartProps) {
    super(scope, 'prometheus-operator', { disableResourceNameHashes: true });
    new Operator(this, 'prometheus-operator', props);
  }
}
