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
        endpoints: [
          { port: props.port, path: '/metrics', scheme: 'http', interval: props.interval, honorLabels: false },
        ],
      },
    };
    super(scope, id, object);
  }
}
