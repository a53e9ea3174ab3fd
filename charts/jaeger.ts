import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Jaeger, type JaegerProps } from '../constructs/jaeger/jaeger';

export type JaegerChartProps = JaegerProps;

/** Traces: received, stored for some days, shown. */
export class JaegerChart extends Chart {
  constructor(scope: Construct, props: JaegerChartProps) {
    super(scope, 'jaeger', { disableResourceNameHashes: true });
    new Jaeger(this, 'jaeger', props);
  }
}
