import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { INSTANCE_LABEL } from './instance';

export interface ServiceMonitorProps {
  /** The monitor's name. */
  readonly name: string;
  /** The monitor's namespace: the one in which our operator looks. */
  readonly namespace: string;
  /** The namespace of the Service. */
  readonly serviceNamespace: string;
  /** The labels that the Service must carry. */
  readonly selector: Readonly<Record<string, string>>;
  /** The name of the Service's port. */
  readonly port: string;
  /** How often targets are scraped: a Prometheus duration. */
  readonly interval: string;
  /** Default: `/metrics`. */
  readonly path?: string;
  /** Whether `job`, `namespace` and so on are taken from the target where it exposes them itself. Default: false. */
  readonly honorLabels?: boolean;
  /** A scrape with more samples fails as a whole. Default: no limit. */
  readonly sampleLimit?: number;
  /** A scrape in which a sample has more labels fails as a whole. Default: no limit. */
  readonly labelLimit?: number;
  /** Labels that are dropped from every sample before it is stored. Default: none. */
  readonly dropLabels?: readonly string[];
}

/**
 * Scrapes the pods behind a Service. `job` is the Service's name, as the operator sets it when no `jobLabel` is given. Every
 * field that has a default in the CRD of v0.93.1 is written out.
 */
export class ServiceMonitor extends ApiObject {
  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    const object: IServiceMonitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: metadata({ name: props.name, namespace: props.namespace, labels: INSTANCE_LABEL }),
      spec: {
        namespaceSelector: { matchNames: [props.serviceNamespace] },
        selector: { matchLabels: { ...props.selector } },
        ...(props.sampleLimit !== undefined && { sampleLimit: props.sampleLimit }),
        ...(props.labelLimit !== undefined && { labelLimit: props.labelLimit }),
        endpoints: [endpoint(props)],
      },
    };
    super(scope, id, object);
  }
}

function endpoint(props: ServiceMonitorProps): IServiceMonitor['spec']['endpoints'][number] {
  const dropLabels = props.dropLabels ?? [];
  return {
    port: props.port,
    path: props.path ?? '/metrics',
    scheme: 'http',
    interval: props.interval,
    honorLabels: props.honorLabels ?? false,
    ...(dropLabels.length > 0 && { metricRelabelings: [{ action: 'labeldrop', regex: dropLabels.join('|') }] }),
  };
}
