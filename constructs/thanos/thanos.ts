import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import type { Platform } from '../platform';
import { servicePorts } from '../ports';
import { SIDECAR_SERVICE } from '../prometheus/prometheus-sidecar';
import type { Resources } from '../resources';
import { regionalCertificate } from './certificates';
import { compactor, type CompactorProps } from './compactor';
import { THANOS_QUERY, THANOS_QUERY_FRONTEND, THANOS_STORE } from './component';
import { podsOf } from './endpoints';
import { query } from './query';
import { queryFrontend } from './query-frontend';
import { store, type StoreProps } from './store';
import { ThanosDeployment, ThanosStatefulSet } from './workload';

export interface ThanosProps extends Platform {
  readonly store: StoreProps;
  readonly compactor: CompactorProps;
  readonly query: { readonly replicas: number; readonly resources: Resources };
  readonly queryFrontend: { readonly replicas: number; readonly resources: Resources };
  /** Default: nobody outside the cluster may ask. */
  readonly regional?: RegionalProps;
}

/** How other regions ask this one. */
export interface RegionalProps {
  /** The name under which they reach it, and that its certificate has. */
  readonly host: string;
  /** The addresses that may connect: CIDR blocks. */
  readonly from: readonly string[];
  /** Annotations of the Service, which the provider's load balancer reads. Default: none. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The Service through which other regions ask this one: its load balancer's address belongs to {@link RegionalProps.host}. */
export const REGIONAL_SERVICE = 'thanos-query-regional';

/**
 * The metrics of a region beyond what its Prometheus keeps, and its replicas as one. Both the replicas and the bucket answer for what
 * both have: a replica that has lost its volume is filled up from the bucket, and what was scraped in the last two hours is in the
 * replicas alone.
 */
export class Thanos extends Construct {
  constructor(scope: Construct, id: string, props: ThanosProps) {
    super(scope, id);
    const { namespace, regional } = props;
    const server = regional && regionalCertificate(regional.host);

    new ThanosStatefulSet(this, 'store', store(props.store), props);
    new ThanosStatefulSet(this, 'compactor', compactor(props.compactor), props);
    new ThanosDeployment(
      this,
      'query',
      query({
        ...props.query,
        component: THANOS_QUERY,
        endpoints: [SIDECAR_SERVICE, THANOS_STORE.name].map((name) => ({ address: podsOf(name, namespace, 'grpc') })),
        ...(server && { server }),
      }),
      props,
      // The port for other regions is not one of the Service within the cluster.
      { ports: servicePorts({ http: portOf(THANOS_QUERY, 'http') }) },
    );
    if (regional) this.regionalService(regional);
    new ThanosDeployment(
      this,
      'query-frontend',
      queryFrontend({ ...props.queryFrontend, component: THANOS_QUERY_FRONTEND, query: THANOS_QUERY }),
      props,
      // Whoever comes back finds the answers that were remembered.
      { sessionAffinity: 'ClientIP' },
    );
  }

  private regionalService({ from, annotations = {} }: RegionalProps): void {
    const { namespace, pods } = THANOS_QUERY;
    new k8s.KubeService(this, 'regional', {
      metadata: metadata({ name: REGIONAL_SERVICE, namespace, annotations }),
      spec: {
        type: 'LoadBalancer',
        // Through another node the caller's address would be lost, which network policies and the balancer itself go by.
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: [...from],
        selector: { ...pods },
        ports: servicePorts({ grpc: portOf(THANOS_QUERY, 'grpc') }),
      },
    });
  }
}
