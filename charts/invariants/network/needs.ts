import type { Component } from '../../../constructs/network/component';
import type { Connection } from '../../../constructs/network/connection';
import { API_SERVER, ENTRY, REGIONS } from '../../../constructs/network/names';
import { isOurs, type Addresses } from '../../../constructs/network/peers';
import { describe, jsonOf, type KubeObject } from '../kube-object';
import { podOf } from '../pods';
import { monitored } from './monitored';
import type { End, Need } from './need';
import { Services } from './services';

/** Who talks to whom, and what there is outside that rendered objects may mention. */
export interface Graph {
  readonly connections: readonly Connection[];
  readonly outside: readonly Addresses[];
}

/** What the needs of an environment are found with. */
export interface Surveyed {
  readonly objects: readonly KubeObject[];
  readonly services: Services;
  readonly components: readonly Component[];
  readonly addresses: readonly Addresses[];
}

type Finder = (object: KubeObject, surveyed: Surveyed) => readonly Need[];

/** Every call that the rendered objects tell of, whether by a host name, a reference, a token, a monitor or an entry. */
export function needs(objects: readonly KubeObject[], { connections, outside: addresses }: Graph): readonly Need[] {
  const ends = connections.flatMap(({ from, to }) => [from, to]);
  const components = [...new Map(ends.filter(isOurs).map((one) => [one.name, one])).values()];
  const surveyed = { objects, components, addresses, services: new Services(objects, components) };
  return objects.flatMap((object) =>
    FINDERS.flatMap((find) => {
      try {
        return find(object, surveyed);
      } catch (cause) {
        throw new Error(`${describe(object)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    }),
  );
}

/** What people and Prometheus read, and what selects instead of calling. */
const NO_CALLERS: readonly string[] = [
  'Service',
  'ServiceMonitor',
  'PodMonitor',
  'Probe',
  'PrometheusRule',
  'NetworkPolicy',
  'Ingress',
  'Gateway',
  'HTTPRoute',
  'Certificate',
  'ExternalSecret',
];
const isDashboard = ({ metadata }: KubeObject): boolean => metadata.labels?.['probecard.dev/dashboard'] !== undefined;

/** Who reads the object: the component that it is labelled with, or, in a namespace that is not ours, the pods there. */
function caller({ metadata: { namespace = '', labels = {} } }: KubeObject, { components }: Surveyed): End | undefined {
  const name = labels['app.kubernetes.io/name'];
  const ours = components.find((component) => component.name === name && component.namespace === namespace);
  if (ours) return ours;
  return components.some((component) => component.namespace === namespace) ? undefined : { kind: 'pods', namespace };
}

/** `_grpc._tcp.name.namespace.svc:9090`: the port is the one in the name, or the number behind it. */
const HOST =
  /(?:_(?<srv>[a-z0-9-]+)\._tcp\.)?(?<service>[a-z0-9-]+)\.(?<namespace>observability(?:-node)?)\.svc(?:\.cluster\.local)?(?::(?<port>\d+))?/g;

const hosts: Finder = (object, surveyed) => {
  const from = isSilent(object) ? undefined : caller(object, surveyed);
  const text = jsonOf(object);
  if (!from || !text.includes('.svc')) return [];
  return [...text.matchAll(HOST)].map(({ groups = {} }) => {
    const { srv, service = '', namespace = '', port } = groups;
    const { end, port: number } = surveyed.services.arrival(
      namespace,
      service,
      srv ?? (port === undefined ? undefined : Number(port)),
    );
    return { from, to: end, port: number, told: describe(object) };
  });
};

const isSilent = (object: KubeObject): boolean => NO_CALLERS.includes(object.kind) || isDashboard(object);

const outside: Finder = (object, surveyed) => {
  const from = isSilent(object) ? undefined : caller(object, surveyed);
  if (!from) return [];
  const text = jsonOf(object);
  return surveyed.addresses
    .filter(({ mentions }) => mentions.some((mention) => text.includes(mention)))
    .map(({ name }) => ({ from, to: { kind: 'outside', name }, told: describe(object) }));
};

/** A pod that is given a token asks the Kubernetes API. */
const tokens: Finder = (object, surveyed) => {
  const pod = podOf(object) as
    { readonly automountServiceAccountToken?: boolean; readonly volumes?: readonly object[] } | undefined;
  const spec = object.spec as { readonly volumes?: readonly object[] } | undefined;
  const projected = JSON.stringify(pod?.volumes ?? spec?.volumes ?? []).includes('serviceAccountToken');
  const from = pod?.automountServiceAccountToken === true || projected ? caller(object, surveyed) : undefined;
  return from ? [{ from, to: { kind: 'outside', name: API_SERVER }, told: describe(object) }] : [];
};

interface Operated {
  readonly replicas?: number;
  readonly alerting?: {
    readonly alertmanagers: readonly { readonly name: string; readonly namespace: string; readonly port: string }[];
  };
}

/** What a resource of the operator tells in fields of its own. */
const operated: Finder = (object, surveyed) => {
  const from = caller(object, surveyed);
  const { alerting, replicas = 1 } = (object.spec ?? {}) as Operated;
  if (from?.kind !== 'component') return [];
  const told = describe(object);
  if (object.kind === 'Prometheus') {
    return (alerting?.alertmanagers ?? []).map(({ name, namespace, port }) => {
      const { end, port: number } = surveyed.services.arrival(namespace, name, port);
      return { from, to: end, port: number, told };
    });
  }
  const mesh = (from as Component).ports.mesh;
  return object.kind === 'Alertmanager' && replicas > 1 && mesh !== undefined
    ? [{ from, to: from, port: mesh, told }]
    : [];
};

/** Replicas that find each other by gossip (Loki's `memberlist`) then call each other by gRPC, under addresses of no configuration. */
const rings: Finder = (object, surveyed) => {
  const from = isSilent(object) || !jsonOf(object).includes('join_members') ? undefined : caller(object, surveyed);
  const grpc = from?.kind === 'component' ? (from as Component).ports.grpc : undefined;
  return from && grpc !== undefined ? [{ from, to: from, port: grpc, told: describe(object) }] : [];
};

interface ServiceSpec {
  readonly type?: string;
  readonly internalTrafficPolicy?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string }[];
}

/** Services that are there for others than us: those that leave the cluster, and those that every pod finds on its own node. */
const offered: Finder = (object, { services }) => {
  if (object.kind !== 'Service') return [];
  const { type, internalTrafficPolicy, ports } = object.spec as ServiceSpec;
  const from: End | undefined =
    type === 'LoadBalancer'
      ? { kind: 'outside', name: REGIONS }
      : internalTrafficPolicy === 'Local'
        ? { kind: 'pods' }
        : undefined;
  if (!from) return [];
  // What is scraped is found by its monitor.
  const offers = ports.filter(({ name }) => name !== 'metrics');
  return offers.map(({ name }) => {
    const { end, port } = services.arrival(object.metadata.namespace ?? '', object.metadata.name, name);
    return { from, to: end, port, told: describe(object) };
  });
};

interface IngressSpec {
  readonly rules?: readonly {
    readonly http?: {
      readonly paths: readonly {
        readonly backend: {
          readonly service: {
            readonly name: string;
            readonly port: { readonly name?: string; readonly number?: number };
          };
        };
      }[];
    };
  }[];
}

interface RouteSpec {
  readonly rules?: readonly { readonly backendRefs?: readonly { readonly name: string; readonly port: number }[] }[];
}

/** What people reach from outside, through the pods that pass on their requests. */
const entries: Finder = (object, { services }) => {
  const namespace = object.metadata.namespace ?? '';
  const backends =
    object.kind === 'Ingress'
      ? ((object.spec as IngressSpec).rules ?? []).flatMap(({ http }) =>
          (http?.paths ?? []).map(({ backend: { service } }) => ({
            name: service.name,
            port: service.port.name ?? service.port.number,
          })),
        )
      : object.kind === 'HTTPRoute'
        ? ((object.spec as RouteSpec).rules ?? []).flatMap(({ backendRefs = [] }) => backendRefs)
        : [];
  return backends.map(({ name, port }) => {
    const { end, port: number } = services.arrival(namespace, name, port);
    return { from: { kind: 'outside', name: ENTRY }, to: end, port: number, told: describe(object) };
  });
};

const FINDERS: readonly Finder[] = [hosts, outside, tokens, operated, rings, offered, entries, monitored];
