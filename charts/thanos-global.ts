import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ThanosGlobal, type ThanosGlobalProps } from '../constructs/thanos/global';

export type ThanosGlobalChartProps = ThanosGlobalProps;

/** Metrics of all regions together. */
export class ThanosGlobalChart extends Chart {
  constructor(scope: Construct, props: ThanosGlobalChartProps) {
    super(scope, 'thanos-global', { disableResourceNameHashes: true });
    new ThanosGlobal(this, 'thanos-global', props);
  }
}
