import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CollectorAgent, type CollectorAgentProps } from '../constructs/collector/agent';
import { CollectorGateway, type CollectorGatewayProps } from '../constructs/collector/gateway';
import { CollectorSampler, type CollectorSamplerProps } from '../constructs/collector/sampler';
import { JAEGER_COLLECTOR, JAEGER_COMPONENT } from '../constructs/jaeger/component';
import { LOKI_COMPONENT } from '../constructs/loki/component';
import { urlOf } from '../constructs/network/address';
import type { Platform } from '../constructs/platform';

type Own<Props> = Omit<Props, keyof Platform | 'lokiUrl' | 'jaeger'>;

export interface CollectorChartProps extends Platform {
  /** Whether Jaeger is one process or in parts: who takes the traces. */
  readonly availability: 'single' | 'replicated';
  readonly agent: Own<CollectorAgentProps>;
  readonly gateway: Own<CollectorGatewayProps>;
  readonly sampler: Own<CollectorSamplerProps>;
}

/** Logs and spans on their way: read on every node, sent together by trace, and passed on to those who store them. */
export class CollectorChart extends Chart {
  constructor(scope: Construct, props: CollectorChartProps) {
    super(scope, 'collector', { disableResourceNameHashes: true });
    const { availability, agent, gateway, sampler, ...platform } = props;
    new CollectorAgent(this, 'agent', { ...platform, ...agent, lokiUrl: urlOf(LOKI_COMPONENT, 'http') });
    new CollectorGateway(this, 'gateway', { ...platform, ...gateway });
    new CollectorSampler(this, 'sampler', {
      ...platform,
      ...sampler,
      jaeger: availability === 'replicated' ? JAEGER_COLLECTOR : JAEGER_COMPONENT,
    });
  }
}
