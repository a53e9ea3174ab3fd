import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Loki, type LokiProps } from '../constructs/loki/loki';

export type LokiChartProps = LokiProps;

/** Logs: received, stored for a month, searched. */
export class LokiChart extends Chart {
  constructor(scope: Construct, props: LokiChartProps) {
    super(scope, 'loki', { disableResourceNameHashes: true });
    new Loki(this, 'loki', props);
  }
}
