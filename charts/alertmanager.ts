import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Alertmanager, type AlertmanagerProps } from '../constructs/alertmanager/alertmanager';

export type AlertmanagerChartProps = AlertmanagerProps;

/** Who is told of which alert. */
export class AlertmanagerChart extends Chart {
  constructor(scope: Construct, props: AlertmanagerChartProps) {
    super(scope, 'alertmanager', { disableResourceNameHashes: true });
    new Alertmanager(this, 'alertmanager', props);
  }
}
