import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget, spread } from '../availability';
import { bytes } from '../memory';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { portOf } from '../port-of';
import type { Resources } from '../resources';
import { toYaml } from '../yaml';
import { collectorBase } from './base';
import { COLLECTOR_GATEWAY, COLLECTOR_SAMPLER } from './component';
import { gatewayConfig } from './gateway-config';
import { collectorPod } from './pod';
import { SAMPLERS_HEADLESS } from './sampler';

export interface CollectorGatewayProps extends Platform {
  /** At least; above one, their number follows the load, up to {@link GROWTH} times as many. */
  readonly replicas: number;
  readonly resources: Resources;
}

const { name: NAME } = COLLECTOR_GATEWAY;

/** Of its memory, as spans are sent: in memory they take three times as much, and from three fifths of its limit on it refuses. */
const QUEUE_SHARE = 1 / 8;

/** How much the number of replicas may grow with the load. */
const GROWTH = 3;
/** The share of the CPU requested at which another replica is started: one that is lost leaves the others below what they requested. */
const CPU_PERCENT = 60;

/** Collectors that keep nothing: their number follows the load. */
export class CollectorGateway extends Construct {
  constructor(scope: Construct, id: string, props: CollectorGatewayProps) {
    super(scope, id);
    const { namespace, replicas } = props;
    const config = toYaml(
      gatewayConfig({
        samplers: {
          host: `${SAMPLERS_HEADLESS}.${COLLECTOR_SAMPLER.namespace}.svc`,
          port: portOf(COLLECTOR_SAMPLER, 'otlp-grpc'),
        },
        queueBytes: Math.floor(bytes(props.resources.limits.memory) * QUEUE_SHARE),
      }),
    );
    const named = metadata({ name: NAME, namespace });
    collectorBase(this, {
      component: COLLECTOR_GATEWAY,
      config,
      monitorNamespace: namespace,
      scrapeInterval: props.scrapeInterval,
      // Agents see all replicas and take turns: a connection of gRPC lasts, and would stay with one of them.
      service: { clusterIp: 'None' },
    });
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props, config) });
    if (replicas > 1) {
      new DisruptionBudget(this, 'disruption-budget', COLLECTOR_GATEWAY);
      new k8s.KubeHorizontalPodAutoscalerV2(this, 'autoscaler', { metadata: named, spec: autoscaler(replicas) });
    }
  }
}

function deployment(props: CollectorGatewayProps, config: string): k8s.DeploymentSpec {
  const isScaled = props.replicas > 1;
  const { spec, ...pod } = collectorPod({ ...props, component: COLLECTOR_GATEWAY, config, graceSeconds: 60 });
  return {
    // The autoscaler's, where there is one: stated here as well, every sync would undo what it did.
    ...(!isScaled && { replicas: props.replicas }),
    strategy: { type: 'RollingUpdate' },
    selector: { matchLabels: COLLECTOR_GATEWAY.pods },
    template: {
      ...pod,
      spec: { ...spec, ...(isScaled && { topologySpreadConstraints: spread(COLLECTOR_GATEWAY) }) },
    },
  };
}

const autoscaler = (replicas: number): k8s.HorizontalPodAutoscalerSpecV2 => ({
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME },
  minReplicas: replicas,
  maxReplicas: replicas * GROWTH,
  metrics: [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_PERCENT } } },
  ],
});
