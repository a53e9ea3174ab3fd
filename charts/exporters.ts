import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { BlackboxExporter, type BlackboxExporterProps } from '../constructs/exporters/blackbox-exporter';
import { DcgmExporter } from '../constructs/exporters/dcgm-exporter';
import { KubeStateMetrics } from '../constructs/exporters/kube-state-metrics';
import { kubeStateMetricsMonitor, nodeExporterMonitor, type ExporterService } from '../constructs/exporters/monitors';
import { NodeExporter } from '../constructs/exporters/node-exporter';
import type { Platform } from '../constructs/platform';
import { PROMETHEUS_COMPONENT } from '../constructs/prometheus/component';
import { DiscoveryRole } from '../constructs/prometheus/discovery-role';
import type { Resources } from '../constructs/resources';
import type { ForeignService } from './invariants';

/** An exporter of ours is given resources; one that the cluster has already is named by its Service. */
export type ExporterChoice = { readonly resources: Resources } | { readonly existing: ExporterService };

export interface ExportersChartProps extends Platform {
  readonly nodeExporter: ExporterChoice;
  readonly kubeStateMetrics: ExporterChoice;
  readonly blackboxExporter: Pick<BlackboxExporterProps, 'resources' | 'targets' | 'ca'>;
  /** Left out where no node has a GPU. */
  readonly dcgmExporter?: { readonly resources: Resources };
}

/** What turns nodes, GPUs, the API server's objects and public URLs into metrics. */
export class ExportersChart extends Chart {
  constructor(scope: Construct, props: ExportersChartProps) {
    super(scope, 'exporters', { disableResourceNameHashes: true });
    const { nodeExporter, kubeStateMetrics, blackboxExporter, dcgmExporter, ...platform } = props;
    const { namespace, scrapeInterval: interval } = platform;

    if ('existing' in nodeExporter) {
      nodeExporterMonitor(this, { namespace, service: nodeExporter.existing, interval });
    } else {
      new NodeExporter(this, 'node-exporter', { ...platform, ...nodeExporter });
    }
    if ('existing' in kubeStateMetrics) {
      kubeStateMetricsMonitor(this, { namespace, service: kubeStateMetrics.existing, interval });
    } else {
      new KubeStateMetrics(this, 'kube-state-metrics', { ...platform, ...kubeStateMetrics });
    }
    new BlackboxExporter(this, 'blackbox-exporter', { ...platform, ...blackboxExporter });
    if (dcgmExporter) new DcgmExporter(this, 'dcgm-exporter', { ...platform, ...dcgmExporter });
    this.discovery(existing(props));
  }

  /** Our own namespaces are the Prometheus chart's to discover in. */
  private discovery(services: readonly ExporterService[]): void {
    for (const namespace of new Set(services.map((service) => service.namespace))) {
      new DiscoveryRole(this, `discovery-${namespace}`, {
        name: 'probecard-prometheus-exporters',
        namespace,
        serviceAccount: PROMETHEUS_COMPONENT,
      });
    }
  }
}

/** The Services of exporters that are not ours, as the invariants want them declared. */
export const existingServices = (
  props: Pick<ExportersChartProps, 'nodeExporter' | 'kubeStateMetrics'>,
): readonly ForeignService[] =>
  existing(props).map(({ namespace, labels, port }) => ({ namespace, labels, ports: [port] }));

const existing = ({ nodeExporter, kubeStateMetrics }: Pick<ExportersChartProps, 'nodeExporter' | 'kubeStateMetrics'>) =>
  [nodeExporter, kubeStateMetrics].flatMap((choice) => ('existing' in choice ? [choice.existing] : []));
