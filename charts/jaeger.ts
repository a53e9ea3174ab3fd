import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Jaeger, type JaegerProps } from '../constructs/jaeger/jaeger';
import { ReplicatedJaeger, type ReplicatedJaegerProps } from '../constructs/jaeger/replicated';
import { urlOf } from '../constructs/network/address';
import { PROMETHEUS_COMPONENT } from '../constructs/prometheus/component';
import { THANOS_QUERY_FRONTEND } from '../constructs/thanos/component';

export type JaegerChartProps =
  | ({ readonly availability: 'single' } & Omit<JaegerProps, 'metricsUrl'>)
  | ({ readonly availability: 'replicated' } & Omit<ReplicatedJaegerProps, 'metricsUrl'>);

/** Traces: received, stored for some days, shown. */
export class JaegerChart extends Chart {
  constructor(scope: Construct, props: JaegerChartProps) {
    super(scope, 'jaeger', { disableResourceNameHashes: true });
    if (props.availability === 'replicated') {
      // Both replicas of Prometheus as one: each alone has gaps where it was restarted.
      new ReplicatedJaeger(this, 'jaeger', { ...props, metricsUrl: urlOf(THANOS_QUERY_FRONTEND, 'http') });
    } else {
      new Jaeger(this, 'jaeger', { ...props, metricsUrl: urlOf(PROMETHEUS_COMPONENT, 'web') });
    }
  }
}
