import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata } from '../metadata';
import { portOf } from '../port-of';
import { tlsSecret, type Route } from './route';

export interface GatewayProps {
  readonly namespace: string;
  /** The name of the GatewayClass. */
  readonly className: string;
  /** At least one. */
  readonly routes: readonly Route[];
}

/** The name of the Gateway, and the component of what belongs to all hosts. */
const NAME = 'entry';
const HTTP = 'http';
const API = 'gateway.networking.k8s.io';
const EVERYTHING = [{ path: { type: 'PathPrefix', value: '/' } }];

/**
 * Lets requests in through a Gateway of our own: one listener with TLS for each host name, and one without that only sends to it.
 * Every default of the CRDs (Gateway API 1.7, standard channel) is written out. Routes of other namespaces cannot attach to it.
 */
export class Gateway extends Construct {
  constructor(scope: Construct, id: string, { namespace, className, routes }: GatewayProps) {
    super(scope, id);
    new ApiObject(this, 'gateway', {
      apiVersion: `${API}/v1`,
      kind: 'Gateway',
      metadata: metadata({ name: NAME, namespace }),
      spec: { gatewayClassName: className, listeners: [plain, ...routes.map(encrypted)] },
    });
    httpRoute(this, {
      name: 'redirect-to-https',
      namespace,
      component: NAME,
      listener: HTTP,
      hosts: routes.map(({ host }) => host),
      rule: { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
    });
    for (const { host, to, port } of routes) {
      httpRoute(this, {
        name: to.name,
        namespace: to.namespace,
        component: to.name,
        listener: to.name,
        hosts: [host],
        rule: { backendRefs: [{ group: '', kind: 'Service', name: to.name, port: portOf(to, port), weight: 1 }] },
      });
    }
  }
}

const OURS = { namespaces: { from: 'Same' } };

const plain = { name: HTTP, port: 80, protocol: 'HTTP', allowedRoutes: OURS };

const encrypted = (route: Route) => ({
  name: route.to.name,
  hostname: route.host,
  port: 443,
  protocol: 'HTTPS',
  tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: tlsSecret(route) }] },
  allowedRoutes: OURS,
});

interface HttpRouteProps {
  readonly name: string;
  readonly namespace: string;
  readonly component: string;
  /** The name of the listener that it attaches to. */
  readonly listener: string;
  readonly hosts: readonly string[];
  /** What becomes of every request. */
  readonly rule: object;
}

function httpRoute(scope: Construct, { name, namespace, component, listener, hosts, rule }: HttpRouteProps): void {
  new ApiObject(scope, name, {
    apiVersion: `${API}/v1`,
    kind: 'HTTPRoute',
    metadata: metadata({ name, namespace, component }),
    spec: {
      parentRefs: [{ group: API, kind: 'Gateway', name: NAME, sectionName: listener }],
      hostnames: [...hosts],
      rules: [{ matches: EVERYTHING, ...rule }],
    },
  });
}
