import { Construct } from 'constructs';
import type { Platform } from '../platform';
import type { Resources } from '../resources';
import { GLOBAL_CERTIFICATE } from './certificates';
import { THANOS_GLOBAL_QUERY, THANOS_GLOBAL_QUERY_FRONTEND } from './component';
import type { Endpoint } from './endpoints';
import { query } from './query';
import { queryFrontend } from './query-frontend';
import { REGIONAL_SERVICE } from './thanos';
import { ThanosDeployment } from './workload';

/** The query of a region, as other regions reach it. */
export interface Region {
  /** The name of the region's environment. */
  readonly environment: string;
  /** The name that its certificate has. */
  readonly host: string;
  readonly port: number;
}

export interface ThanosGlobalProps extends Platform {
  /** The environment in which it is. */
  readonly environment: string;
  readonly regions: readonly Region[];
  readonly query: { readonly replicas: number; readonly resources: Resources };
  readonly queryFrontend: { readonly replicas: number; readonly resources: Resources };
}

/**
 * All regions as one. A region that does not answer is missing from what it says, with a warning; the labels `cluster` and `region`
 * tell the others apart.
 */
export class ThanosGlobal extends Construct {
  constructor(scope: Construct, id: string, props: ThanosGlobalProps) {
    super(scope, id);
    new ThanosDeployment(
      this,
      'query',
      query({
        ...props.query,
        component: THANOS_GLOBAL_QUERY,
        endpoints: props.regions.map((region) => endpoint(region, props)),
        client: GLOBAL_CERTIFICATE,
      }),
      props,
    );
    new ThanosDeployment(
      this,
      'query-frontend',
      queryFrontend({
        ...props.queryFrontend,
        component: THANOS_GLOBAL_QUERY_FRONTEND,
        query: THANOS_GLOBAL_QUERY,
      }),
      props,
      // Whoever comes back finds the answers that were remembered.
      { sessionAffinity: 'ClientIP' },
    );
  }
}

/** The region of its own is asked within the cluster: many load balancers cannot be reached from behind themselves. */
function endpoint(region: Region, { environment, namespace }: ThanosGlobalProps): Endpoint {
  const { host, port } = region;
  const isHere = region.environment === environment;
  return { address: `${isHere ? `${REGIONAL_SERVICE}.${namespace}.svc` : host}:${port}`, serverName: host };
}
