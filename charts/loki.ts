import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Loki } from '../constructs/loki/loki';
import type { LokiProps } from '../constructs/loki/props';

export type LokiChartProps = LokiProps;

/** Logs: received, kept for as long as their stream is, searched. */
export class LokiChart extends Chart {
  constructor(scope: Construct, props: LokiChartProps) {
    super(scope, 'loki', { disableResourceNameHashes: true });
    new Loki(this, 'loki', props);
  }
}
