import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget, spread } from '../availability';
import { bytes } from '../memory';
import { metadata } from '../metadata';
import type { Component } from '../network/component';
import type { Platform } from '../platform';
import { portOf } from '../port-of';
import { servicePorts } from '../ports';
import type { Resources } from '../resources';
import { volumeClaimTemplate } from '../volume-claim';
import { toYaml } from '../yaml';
import { collectorBase } from './base';
import { COLLECTOR_SAMPLER } from './component';
import { collectorPod } from './pod';
import { samplerConfig } from './sampler-config';
import { spanMetricsScrape } from './span-metrics';

export interface CollectorSamplerProps extends Platform {
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume, in which traces wait to be sent: a quantity, such as `5Gi`. */
  readonly volume: string;
  /** How many traces there is room for in each replica's memory while they wait for their decision. */
  readonly bufferedTraces: number;
  /** Who stores traces. */
  readonly jaeger: Component;
}

const { name: NAME } = COLLECTOR_SAMPLER;

/** The Service whose name resolves to the samplers that are ready, one port for whoever routes by it. */
export const SAMPLERS_HEADLESS = `${NAME}-headless`;

const STATE_PATH = '/var/lib/otelcol';
const STATE_VOLUME = 'data';

/** Of the volume: the rest is for what the file grows by, and for its copy when it is compacted. */
const QUEUE_SHARE = 0.4;

/**
 * A stopping sampler is called for as long as its name still resolves to it: what the DNS of kubeadm caches (30 s) and the gateways'
 * interval (5 s). Until then it goes on. Kubernetes ≥ 1.30.
 */
const LINGER_SECONDS = 40;

/** Collectors that hold all spans of their traces; as many as stated, since each change of their number moves traces about. */
export class CollectorSampler extends Construct {
  constructor(scope: Construct, id: string, props: CollectorSamplerProps) {
    super(scope, id);
    const { namespace, jaeger } = props;
    const config = toYaml(
      samplerConfig({
        statePath: STATE_PATH,
        queueBytes: Math.floor(bytes(props.volume) * QUEUE_SHARE),
        bufferedTraces: props.bufferedTraces,
        jaeger: { host: `${jaeger.name}.${jaeger.namespace}.svc`, port: portOf(jaeger, 'otlp-grpc') },
      }),
    );
    collectorBase(this, {
      component: COLLECTOR_SAMPLER,
      config,
      monitorNamespace: namespace,
      scrapeInterval: props.scrapeInterval,
      service: {},
    });
    spanMetricsScrape(this, namespace, props.scrapeInterval);
    new k8s.KubeService(this, 'headless', {
      // Its own component label: the monitor selects the other Service, and each pod is to be scraped once.
      metadata: metadata({ name: SAMPLERS_HEADLESS, namespace }),
      spec: {
        type: 'ClusterIP',
        clusterIp: 'None',
        selector: COLLECTOR_SAMPLER.pods,
        ports: servicePorts({ 'otlp-grpc': portOf(COLLECTOR_SAMPLER, 'otlp-grpc') }),
      },
    });
    new ApiObject(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadata({ name: NAME, namespace }),
      spec: statefulSet(props, config),
    });
    if (props.replicas > 1) new DisruptionBudget(this, 'disruption-budget', COLLECTOR_SAMPLER);
  }
}

/** Not `KubeStatefulSet`: it drops the kind of a volume claim template, and knows no `sleep`. */
function statefulSet(props: CollectorSamplerProps, config: string) {
  const { spec, ...pod } = collectorPod({
    ...props,
    component: COLLECTOR_SAMPLER,
    config,
    graceSeconds: LINGER_SECONDS + 60,
    mounts: [{ name: STATE_VOLUME, mountPath: STATE_PATH }],
  });
  const typed = k8s.toJson_StatefulSetSpec({
    replicas: props.replicas,
    serviceName: SAMPLERS_HEADLESS,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: COLLECTOR_SAMPLER.pods },
    template: {
      ...pod,
      spec: { ...spec, ...(props.replicas > 1 && { topologySpreadConstraints: spread(COLLECTOR_SAMPLER) }) },
    },
  }) as { readonly template: { readonly spec: { readonly containers: readonly object[] } } };
  return {
    ...typed,
    template: {
      ...typed.template,
      spec: {
        ...typed.template.spec,
        containers: typed.template.spec.containers.map((container) => ({
          ...container,
          lifecycle: { preStop: { sleep: { seconds: LINGER_SECONDS } } },
        })),
      },
    },
    volumeClaimTemplates: [volumeClaimTemplate(STATE_VOLUME, props.volume, props)],
  };
}
