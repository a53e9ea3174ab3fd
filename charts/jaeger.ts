import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Jaeger, type JaegerProps } from '../constructs/jaeger/jaeger';
import { ReplicatedJaeger, type ReplicatedJaegerProps } from '../constructs/jaeger/replicated';

export type JaegerChartProps =
  | ({ readonly availability: 'single' } & JaegerProps)
  | ({ readonly availability: 'replicated' } & ReplicatedJaegerProps);

/** Traces: received, stored for some days, shown. */
export class JaegerChart extends Chart {
  constructor(scope: Construct, props: JaegerChartProps) {
    super(scope, 'jaeger', { disableResourceNameHashes: true });
    if (props.availability === 'replicated') new ReplicatedJaeger(this, 'jaeger', props);
    else new Jaeger(this, 'jaeger', props);
  }
}
