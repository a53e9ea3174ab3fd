import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget } from '../availability';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { ServiceAccount } from '../service-account';
import { volumeClaimTemplate } from '../volume-claim';
import { podTemplate, portsOf, type ThanosProgram } from './pod';

/** What every program of Thanos has beside its pods: an identity, a Service, a monitor, and a budget where there are several. */
abstract class Workload extends Construct {
  constructor(scope: Construct, id: string, program: ThanosProgram, platform: Platform, service: k8s.ServiceSpec) {
    super(scope, id);
    const { name, namespace, pods } = program.component;
    new ServiceAccount(this, 'service-account', name, namespace);
    new k8s.KubeService(this, 'service', {
      metadata: metadata({ name, namespace }),
      spec: { type: 'ClusterIP', selector: { ...pods }, ports: servicePorts(portsOf(program)), ...service },
    });
    if (program.replicas > 1) new DisruptionBudget(this, 'disruption-budget', program.component);
    new ServiceMonitor(this, 'monitor', {
      name,
      namespace,
      serviceNamespace: namespace,
      selector: selectorLabels(name),
      port: 'http',
      interval: platform.scrapeInterval,
    });
  }
}

/** A program that keeps nothing. */
export class ThanosDeployment extends Workload {
  constructor(scope: Construct, id: string, program: ThanosProgram, platform: Platform, service: k8s.ServiceSpec = {}) {
    super(scope, id, program, platform, service);
    const { component, replicas } = program;
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: metadata({ name: component.name, namespace: component.namespace }),
      spec: {
        replicas,
        strategy: { type: 'RollingUpdate' },
        selector: { matchLabels: { ...component.pods } },
        template: podTemplate(program, platform),
      },
    });
  }
}

/** The name under which a program with a volume mounts it. */
export const DATA = 'data';

/** A program with a volume for each replica, whose replicas are found one by one (a headless Service). */
export class ThanosStatefulSet extends Workload {
  constructor(scope: Construct, id: string, program: ThanosProgram & { readonly volume: string }, platform: Platform) {
    super(scope, id, program, platform, { clusterIp: 'None' });
    const { component, replicas, volume } = program;
    new ApiObject(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadata({ name: component.name, namespace: component.namespace }),
      // Not `KubeStatefulSet`: it drops the kind of a volume claim template, which the API server writes.
      spec: {
        ...k8s.toJson_StatefulSetSpec({
          replicas,
          serviceName: component.name,
          podManagementPolicy: 'Parallel',
          updateStrategy: { type: 'RollingUpdate' },
          selector: { matchLabels: { ...component.pods } },
          template: podTemplate(program, platform),
        }),
        volumeClaimTemplates: [volumeClaimTemplate(DATA, volume, platform)],
      },
    });
  }
}
