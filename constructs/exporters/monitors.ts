import type { Construct } from 'constructs';
import { selectorLabels } from '../labels';
import type { Component } from '../network/component';
import type { Limits } from '../prometheus/limits';
import { always, NODE_OF_POD, withoutWhere, WITHOUT_OWN_POD } from '../prometheus/relabelings';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { KUBE_STATE_METRICS, NODE_EXPORTER } from './component';

/** A Service that leads to an exporter: ours, or one that a cluster has already. */
export interface ExporterService {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The name of its port. */
  readonly port: string;
}

export interface ExporterMonitorProps {
  /** The monitor's namespace: the one in which our operator looks. */
  readonly namespace: string;
  readonly service: ExporterService;
  readonly interval: string;
}

/** The Service of a component of ours. @param port the name of the component's port */
export const ownService = ({ name, namespace }: Component, port: string): ExporterService => ({
  namespace,
  labels: selectorLabels(name),
  port,
});

/** Series of kube-state-metrics grow with the cluster: some 40 for a pod, 60 for a node. This is what ten thousand pods bring. */
const STATE_LIMITS: Limits = { sampleLimit: 500_000 };

/** Objects of the cluster and not of a namespace; the name of a metric begins with their kind. */
const OF_NO_NAMESPACE = 'kube_(node|persistentvolume)_.+';

/** The nodes, one target each. What is said of them is the same whoever runs the exporter. */
export function nodeExporterMonitor(scope: Construct, props: ExporterMonitorProps): ServiceMonitor {
  return new ServiceMonitor(scope, 'node-exporter-monitor', {
    ...common(NODE_EXPORTER, props),
    relabelings: [NODE_OF_POD, WITHOUT_OWN_POD, ...asIfOurs(NODE_EXPORTER)],
  });
}

/**
 * What the API server knows. A series' own `namespace`, `pod` and `container` are those of the object that it is about; an
 * object without a namespace would get that of the exporter, and is left without one.
 */
export function kubeStateMetricsMonitor(scope: Construct, props: ExporterMonitorProps): ServiceMonitor {
  return new ServiceMonitor(scope, 'kube-state-metrics-monitor', {
    ...common(KUBE_STATE_METRICS, props),
    honorLabels: true,
    relabelings: [WITHOUT_OWN_POD, ...asIfOurs(KUBE_STATE_METRICS)],
    metricRelabelings: [withoutWhere('namespace', '__name__', OF_NO_NAMESPACE)],
    limits: STATE_LIMITS,
  });
}

const common = ({ name }: Component, { namespace, service, interval }: ExporterMonitorProps) => ({
  name,
  namespace,
  serviceNamespace: service.namespace,
  selector: service.labels,
  port: service.port,
  interval,
});

/** Alerts and dashboards ask for a job in a namespace: they are to find somebody else's exporter under the same labels as ours. */
const asIfOurs = ({ name, namespace }: Component) => [always('job', name), always('namespace', namespace)];
