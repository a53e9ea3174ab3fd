import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Thanos, type ThanosProps } from '../constructs/thanos/thanos';

export type ThanosChartProps = ThanosProps;

/** Metrics of a region beyond what its Prometheus keeps. */
export class ThanosChart extends Chart {
  constructor(scope: Construct, props: ThanosChartProps) {
    super(scope, 'thanos', { disableResourceNameHashes: true });
    new Thanos(this, 'thanos', props);
  }
}
