import { deployments, hours, maintenance, type Window } from '../signals';
import { onHardware, WORKLOADS } from '../workloads';
import { ate } from '../workloads/ate';
import { stdfEtl } from '../workloads/stdf-etl';
import { waferMap } from '../workloads/wafer-map';
import { yieldPredictor } from '../workloads/yield-predictor';
import { KUBE_DNS } from './cluster';
import { fabUrls, type Environment, type RegionalQuery } from './environment';
import type { Endpoint, Services } from './services';

/** What one region of production says of itself. */
export interface Region {
  /** As the provider of the cloud names it: `us-west-2`. The environment is called `prod-<region>`. */
  readonly region: string;
  /** By which its clocks go, of the IANA database. */
  readonly timeZone: string;
  readonly preset: Environment['preset'];
  readonly nodes: number;
  readonly gpuNodes: number;
  /** The block of addresses that its network has, in which all of its subnets are: `10.20.0.0/16`. */
  readonly network: string;
  /** The subnet in it with the addresses of its bucket and databases. */
  readonly data: string;
  /** The regions that the global query here answers from. Default: there is none here. */
  readonly globalQueryOver?: readonly RegionalQuery[];
}

/** The network from which all regions are looked at together: that of us-west-2. */
export const GLOBAL_QUERY_NETWORK = '10.10.0.0/16';

/** Where the metrics of a region can be asked for from that network. */
export const regionalQuery = (region: string, network: string): RegionalQuery => ({
  environment: `prod-${region}`,
  host: `thanos-query.prod-${region}.fab.example`,
  cidrs: [network],
  port: 10901,
});

/** A region of production: nothing is lost with a node or a zone, and people come in through the Gateway. */
export const production = (props: Region): Environment => ({
  ...inParts({ ...props, name: `prod-${props.region}` }),
  regional: {
    host: regionalQuery(props.region, props.network).host,
    from: [GLOBAL_QUERY_NETWORK],
    // Without it, the provider would give the balancer a public address.
    annotations: { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' },
  },
  ...(props.globalQueryOver && { globalQueryOver: props.globalQueryOver }),
  windows: windowsIn(props.timeZone),
});

/** When a fab looks after its testers, and when its services may be deployed to. */
const windowsIn = (timeZone: string): readonly Window[] => [
  maintenance(hours('tester-calibration', timeZone, { days: ['sunday'], weekOfMonth: 1, from: '06:00', to: '10:00' }), {
    workloads: [ate.name],
  }),
  deployments(hours('deployments', timeZone, { days: ['tuesday', 'thursday'], from: '10:00', to: '11:00' }), {
    workloads: [yieldPredictor.name, stdfEtl.name, waferMap.name],
  }),
];

/** How long things are kept in production. In days. */
export const RETENTION: Environment['retention'] = {
  metrics: 35,
  logs: 31,
  auditLogs: 365,
  traces: 7,
  bucket: { raw: 15, fiveMinutes: 90, hour: 365 },
};

/** An environment in parts and replicas, whose data lies outside of its cluster, in managed services of its own network. */
export function inParts(props: Region & { readonly name: string }): Environment {
  const { name, region, timeZone, preset, nodes, gpuNodes, network, data } = props;
  return {
    name,
    region,
    timeZone,
    stage: 'production',
    availability: 'replicated',
    urls: fabUrls(name),
    scrapeInterval: '15s',
    retention: RETENTION,
    preset,
    storageClass: 'fast',
    cluster: {
      controlPlane: 'managed',
      kubeletCertificates: 'cluster-ca',
      nodes,
      gpuNodes,
      apiServer: { cidrs: [network], port: 443 },
      nodeCidrs: [network],
      dns: KUBE_DNS,
    },
    services: servicesOf({ name, region, network, data }),
    entry: {
      kind: 'gateway',
      className: 'fab',
      issuer: 'fab-ca',
      cidrs: [network],
      controllerNamespace: 'gateway-system',
    },
    secretStore: { kind: 'ClusterSecretStore', name: 'vault', path: `observability/${name}` },
    gitOps: GIT_OPS,
    workloads: onHardware(WORKLOADS, { gpuNodes }),
    overrides: [],
  };
}

export const GIT_OPS: Environment['gitOps'] = {
  namespace: 'argocd',
  repository: 'https://git.fab.example/observability/probecard.git',
  revision: 'main',
};

/** What every environment has: who signs people in, and the proxy that is the only way out of a fab, to those who are notified. */
export function peopleOf(name: string, network: string): Pick<Services, 'oidc' | 'notifications'> {
  const issuer = 'https://sso.fab.example/realms/fab';
  return {
    oidc: {
      hosts: ['sso.fab.example'],
      cidrs: [network],
      port: 443,
      issuer,
      authorizeUrl: `${issuer}/protocol/openid-connect/auth`,
      tokenUrl: `${issuer}/protocol/openid-connect/token`,
      userInfoUrl: `${issuer}/protocol/openid-connect/userinfo`,
      clientId: `observability-${name}`,
      groupsClaim: 'groups',
      administrators: ['sre'],
    },
    notifications: {
      hosts: [`proxy.${name}.fab.example`],
      proxy: `http://proxy.${name}.fab.example:3128`,
      cidrs: [network],
      port: 3128,
    },
  };
}

/** The managed services of an environment whose data lies outside of its cluster. */
function servicesOf(props: Pick<Region, 'region' | 'network' | 'data'> & { readonly name: string }): Services {
  const { name, region, network, data } = props;
  const within = (host: string, port: number): Endpoint => ({
    hosts: [`${host}.${name}.fab.example`],
    cidrs: [data],
    port,
  });
  return {
    ...peopleOf(name, network),
    objectStorage: {
      ...within('s3', 443),
      region,
      buckets: { metrics: `fab-${name}-metrics`, logs: `fab-${name}-logs` },
    },
    postgres: { ...within('postgres', 5432), database: 'grafana' },
    openSearch: { ...within('opensearch', 9200), shards: 3, copies: 1 },
  };
}
