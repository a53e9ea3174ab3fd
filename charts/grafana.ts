import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ALERTMANAGER, ALERTMANAGER_PORTS } from '../constructs/alertmanager/alertmanager';
import { Grafana, type GrafanaProps } from '../constructs/grafana/grafana';
import { JAEGER_PORTS } from '../constructs/jaeger/config';
import { JAEGER } from '../constructs/jaeger/jaeger';
import { LOKI_PORTS } from '../constructs/loki/config';
import { LOKI } from '../constructs/loki/loki';
import { serviceUrl } from '../constructs/ports';
import { PROMETHEUS, PROMETHEUS_PORTS } from '../constructs/prometheus/prometheus';

export interface GrafanaChartProps extends Omit<GrafanaProps, 'dataSources'> {
  /** The environment's name, which the name of its Prometheus data source ends with. */
  readonly environment: string;
}

/** Dashboards over our Prometheus, Alertmanager, Loki and Jaeger. */
export class GrafanaChart extends Chart {
  constructor(scope: Construct, props: GrafanaChartProps) {
    super(scope, 'grafana', { disableResourceNameHashes: true });
    const { namespace, environment, scrapeInterval } = props;
    new Grafana(this, 'grafana', {
      ...props,
      dataSources: {
        environment,
        scrapeInterval,
        prometheusUrl: serviceUrl(PROMETHEUS, namespace, PROMETHEUS_PORTS.web),
        alertmanagerUrl: serviceUrl(ALERTMANAGER, namespace, ALERTMANAGER_PORTS.web),
        lokiUrl: serviceUrl(LOKI, namespace, LOKI_PORTS.http),
        jaegerUrl: serviceUrl(JAEGER, namespace, JAEGER_PORTS.query),
      },
    });
  }
}
