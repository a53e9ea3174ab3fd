import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget } from '../availability';
import { metadata } from '../metadata';
import { servicePorts } from '../ports';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { ServiceAccount } from '../service-account';
import { volumeClaimTemplate } from '../volume-claim';
import { toYaml } from '../yaml';
import { LOKI_COMPONENT } from './component';
import { lokiConfig, REPLICATION_FACTOR } from './config';
import type { LokiProps } from './props';
import { RULES } from './ruler';
import { CONFIG_FILE, DATA_PATH, DATA_VOLUME, HEADLESS, lokiPorts, statefulSet } from './stateful-set';

/** The name of Loki's Service, StatefulSet and job. */
const LOKI = LOKI_COMPONENT.name;

/** Loki: one pod with everything on its volume, or replicas over a bucket, each line on three of them. */
export class Loki extends Construct {
  /** @throws Error for a number of replicas that does not go with where the data is */
  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id);
    checkReplicas(props);
    const { namespace, bucket } = props;
    const host = `${HEADLESS}.${namespace}.svc`;
    const config = toYaml(lokiConfig({ ...props, dataPath: DATA_PATH, ...(bucket && { cluster: { bucket, host } }) }));
    const named = metadata({ name: LOKI, namespace });

    new ServiceAccount(this, 'service-account', LOKI, namespace);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: { [CONFIG_FILE]: config } });
    new k8s.KubeConfigMap(this, 'rules', {
      metadata: metadata({ name: RULES.name, namespace, component: LOKI }),
      data: { [RULES.key]: props.rules.text },
    });
    new ApiObject(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: named,
      // Not `KubeStatefulSet`: it drops the kind of a volume claim template, which the API server writes.
      spec: {
        ...k8s.toJson_StatefulSetSpec(statefulSet(props, config)),
        volumeClaimTemplates: [volumeClaimTemplate(DATA_VOLUME, props.volume, props)],
      },
    });
    if (props.replicas > 1) new DisruptionBudget(this, 'disruption-budget', LOKI_COMPONENT);
    this.services(props);
  }

  private services(props: LokiProps): void {
    const { namespace } = props;
    const selector = LOKI_COMPONENT.pods;
    const { gossip: _, ...called } = lokiPorts(props);
    new k8s.KubeService(this, 'service', {
      metadata: metadata({ name: LOKI, namespace }),
      spec: { type: 'ClusterIP', selector, ports: servicePorts(called) },
    });
    new k8s.KubeService(this, 'headless', {
      // Its own component label: the monitor selects the other Service, and each pod is to be scraped once.
      metadata: metadata({ name: HEADLESS, namespace }),
      spec: {
        type: 'ClusterIP',
        clusterIp: 'None',
        // Replicas look for each other before any of them is ready.
        publishNotReadyAddresses: true,
        selector,
        ports: servicePorts(lokiPorts(props)),
      },
    });
    new ServiceMonitor(this, 'monitor', {
      name: LOKI,
      namespace,
      serviceNamespace: namespace,
      selector,
      port: 'http',
      interval: props.scrapeInterval,
    });
  }
}

function checkReplicas({ replicas, bucket }: LokiProps): void {
  if (!bucket && replicas !== 1) {
    throw new Error(`loki: ${replicas} replicas cannot share a volume: give them a bucket, or make it one`);
  }
  if (bucket && replicas < REPLICATION_FACTOR) {
    throw new Error(
      `loki: each line is on ${REPLICATION_FACTOR} replicas, and there are ${replicas}: make it at least ${REPLICATION_FACTOR}`,
    );
  }
}
