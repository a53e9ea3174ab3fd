import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ALERTMANAGER_COMPONENT } from '../constructs/alertmanager/component';
import type { GrafanaLinks } from '../constructs/grafana/data-sources';
import { Grafana, type GrafanaProps } from '../constructs/grafana/grafana';
import { JAEGER_COMPONENT, JAEGER_QUERY } from '../constructs/jaeger/component';
import { LOKI_COMPONENT } from '../constructs/loki/component';
import { urlOf } from '../constructs/network/address';
import { PROMETHEUS_COMPONENT } from '../constructs/prometheus/component';
import { THANOS_GLOBAL_QUERY_FRONTEND, THANOS_QUERY_FRONTEND } from '../constructs/thanos/component';

export interface GrafanaChartProps extends Omit<GrafanaProps, 'dataSources'> {
  /** The environment's name, which the name of its Prometheus data source ends with. */
  readonly environment: string;
  /** Whether Thanos and Jaeger in parts run here. */
  readonly availability: 'single' | 'replicated';
  /** Whether the global query over the regions runs here. */
  readonly hasGlobalQuery: boolean;
  readonly links: GrafanaLinks;
}

/** Dashboards over our metrics, alerts, logs and traces. */
export class GrafanaChart extends Chart {
  constructor(scope: Construct, props: GrafanaChartProps) {
    super(scope, 'grafana', { disableResourceNameHashes: true });
    const { environment, scrapeInterval, hasGlobalQuery, links } = props;
    const isReplicated = props.availability === 'replicated';
    new Grafana(this, 'grafana', {
      ...props,
      dataSources: {
        environment,
        scrapeInterval,
        links,
        prometheusUrl: urlOf(PROMETHEUS_COMPONENT, 'web'),
        alertmanagerUrl: urlOf(ALERTMANAGER_COMPONENT, 'web'),
        lokiUrl: urlOf(LOKI_COMPONENT, 'http'),
        jaegerUrl: urlOf(isReplicated ? JAEGER_QUERY : JAEGER_COMPONENT, 'query'),
        ...(isReplicated && { thanosUrl: urlOf(THANOS_QUERY_FRONTEND, 'http') }),
        ...(hasGlobalQuery && { thanosGlobalUrl: urlOf(THANOS_GLOBAL_QUERY_FRONTEND, 'http') }),
      },
    });
  }
}
