import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget } from '../availability';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import type { OperatedBy } from '../operator/controller-id';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import type { Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { PROMETHEUS_COMPONENT } from './component';
import { DiscoveryRole } from './discovery-role';
import { prometheusResource } from './prometheus-resource';
import { SIDECAR_LABELS, SIDECAR_SERVICE, sidecarService, type SidecarProps } from './prometheus-sidecar';
import { ServiceMonitor } from './service-monitor';

export interface PrometheusProps extends Platform {
  /** Whose operator makes it. */
  readonly operator: OperatedBy;
  /** External labels: what tells this Prometheus' series and alerts from those of other clusters. */
  readonly externalLabels: { readonly cluster: string; readonly region: string };
  /** The URL under which people reach it; alerts link to it. */
  readonly externalUrl: string;
  /** Namespaces in which workloads are discovered, besides our own. */
  readonly workloadNamespaces: readonly string[];
  /** How often rules are evaluated: a Prometheus duration. */
  readonly evaluationInterval: string;
  /** What is kept locally: by time, in days, and at most by size (`40GiB`), whichever is reached first. */
  readonly retention: { readonly days: number; readonly size: string };
  readonly replicas: number;
  readonly resources: Resources;
  /** The size of each replica's persistent volume: a quantity, such as `50Gi`. */
  readonly volume: string;
  /** The Service and port of the Alertmanager that gets the alerts. */
  readonly alertmanager: { readonly name: string; readonly namespace: string; readonly port: string };
  /** Left out where there is no bucket. */
  readonly thanos?: SidecarProps;
}

/** The name of the Service and the job. */
export const PROMETHEUS = PROMETHEUS_COMPONENT.name;
/** The ports of the Service. */
export const PROMETHEUS_PORTS = { web: portOf(PROMETHEUS_COMPONENT, 'web') } as const;

/**
 * The Prometheus of a cluster. Its StatefulSet, probes and headless Service are the operator's. How it is scraped itself, and what is
 * alerted on, is a workload's like any other: workloads/prometheus.ts.
 */
export class Prometheus extends Construct {
  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { namespace, replicas, thanos, workloadNamespaces } = props;

    new ServiceAccount(this, 'service-account', PROMETHEUS, namespace);
    for (const discovered of new Set([namespace, ...workloadNamespaces])) {
      new DiscoveryRole(this, `discovery-${discovered}`, {
        namespace: discovered,
        serviceAccount: { name: PROMETHEUS, namespace },
      });
    }
    new k8s.KubeService(this, 'service', {
      metadata: metadata({ name: PROMETHEUS, namespace }),
      spec: {
        type: 'ClusterIP',
        // Replicas scrape at different moments: a client that changes between them would see graphs jump.
        sessionAffinity: 'ClientIP',
        selector: { ...PROMETHEUS_COMPONENT.pods },
        ports: servicePorts(PROMETHEUS_PORTS),
      },
    });
    new ApiObject(this, 'prometheus', prometheusResource(props));
    if (replicas > 1) new DisruptionBudget(this, 'disruption-budget', PROMETHEUS_COMPONENT);
    if (thanos) this.sidecars(props);
  }

  private sidecars({ namespace, scrapeInterval }: PrometheusProps): void {
    new k8s.KubeService(this, 'sidecar-service', sidecarService(namespace));
    new ServiceMonitor(this, 'sidecar-monitor', {
      name: SIDECAR_SERVICE,
      namespace,
      serviceNamespace: namespace,
      selector: SIDECAR_LABELS,
      port: 'sidecar',
      interval: scrapeInterval,
    });
  }
}
