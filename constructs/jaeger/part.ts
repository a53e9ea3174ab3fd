import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget, spread } from '../availability';
import { metadata } from '../metadata';
import type { Component } from '../network/component';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import type { Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { fromSecret, OPEN_SEARCH_MOUNT, OPEN_SEARCH_VOLUME } from './open-search';
import { jaegerPod } from './pod';
import { USER_VARIABLE } from './store-config';

export interface JaegerPartProps extends Platform {
  readonly component: Component;
  /** Its configuration, and what belongs to it, by the names of the files. */
  readonly files: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly resources: Resources;
  /** Whether callers choose among the replicas by themselves, since their connections last: gRPC. Default: no, its Service does. */
  readonly headless?: boolean;
}

/** Replicas of a Jaeger that keeps nothing itself: its spans are in OpenSearch. */
export class JaegerPart extends Construct {
  constructor(scope: Construct, id: string, props: JaegerPartProps) {
    super(scope, id);
    const { component, files, namespace, replicas } = props;
    const { name } = component;
    const named = metadata({ name, namespace });

    new ServiceAccount(this, 'service-account', name, namespace);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: files });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: {
        type: 'ClusterIP',
        ...(props.headless && { clusterIp: 'None' }),
        selector: component.pods,
        ports: servicePorts(component.ports),
      },
    });
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props) });
    if (replicas > 1) new DisruptionBudget(this, 'disruption-budget', component);
    new ServiceMonitor(this, 'monitor', {
      name,
      namespace,
      serviceNamespace: namespace,
      selector: component.pods,
      port: 'metrics',
      interval: props.scrapeInterval,
    });
  }
}

function deployment(props: JaegerPartProps): k8s.DeploymentSpec {
  const { component, replicas } = props;
  const { spec, ...pod } = jaegerPod({
    ...props,
    env: [fromSecret(USER_VARIABLE, 'user')],
    volume: OPEN_SEARCH_VOLUME,
    mount: OPEN_SEARCH_MOUNT,
  });
  return {
    replicas,
    strategy: { type: 'RollingUpdate' },
    selector: { matchLabels: component.pods },
    template: {
      ...pod,
      spec: { ...spec, ...(replicas > 1 && { topologySpreadConstraints: spread(component) }) },
    },
  };
}
