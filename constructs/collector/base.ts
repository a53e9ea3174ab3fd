import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import type { Component } from '../network/component';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { ServiceAccount } from '../service-account';
import { CONFIG_FILE } from './pod';

export interface CollectorBaseProps {
  readonly component: Component;
  /** The text of its configuration. */
  readonly config: string;
  /** The namespace in which the operator looks for monitors. */
  readonly monitorNamespace: string;
  readonly scrapeInterval: string;
  /** What its Service is besides the ports and the pods that it leads to. */
  readonly service: Pick<k8s.ServiceSpec, 'clusterIp' | 'internalTrafficPolicy'>;
}

/** What every tier of collectors has besides its pods: an identity, a configuration, a Service, and a monitor for its own metrics. */
export function collectorBase(scope: Construct, props: CollectorBaseProps): void {
  const { component, config } = props;
  const { name, namespace } = component;
  const named = metadata({ name, namespace });
  new ServiceAccount(scope, 'service-account', name, namespace);
  new k8s.KubeConfigMap(scope, 'config', { metadata: named, data: { [CONFIG_FILE]: config } });
  new k8s.KubeService(scope, 'service', {
    metadata: named,
    spec: { type: 'ClusterIP', ...props.service, selector: component.pods, ports: servicePorts(component.ports) },
  });
  new ServiceMonitor(scope, 'monitor', {
    name,
    namespace: props.monitorNamespace,
    serviceNamespace: namespace,
    selector: component.pods,
    port: 'metrics',
    interval: props.scrapeInterval,
  });
}
