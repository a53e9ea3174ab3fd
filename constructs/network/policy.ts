import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import type { Component } from './component';
import type { Connection } from './connection';
import { DNS_PORT } from './dns';
import { isComponent, type Peer } from './peers';

const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

/** Nothing may be opened by, or to, a pod of the namespace that no other policy names. */
export class DefaultDeny extends k8s.KubeNetworkPolicy {
  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id, {
      metadata: metadata({ name: 'default-deny', namespace, component: 'network', wave: 'rbac' }),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  }
}

/** What a component may open, and who may open what to it: all edges of the graph that end at it. */
export class ComponentPolicy extends k8s.KubeNetworkPolicy {
  constructor(scope: Construct, id: string, component: Component, connections: readonly Connection[]) {
    const { name, namespace, pods } = component;
    super(scope, id, {
      metadata: metadata({ name, namespace, wave: 'rbac' }),
      spec: {
        podSelector: { matchLabels: { ...pods } },
        policyTypes: ['Ingress', 'Egress'],
        ...unlessEmpty('ingress', connections.filter(({ to }) => isComponent(to, component)).map(ingress)),
        ...unlessEmpty('egress', connections.filter(({ from }) => isComponent(from, component)).map(egress)),
      },
    });
  }
}

/** The API server drops an empty list, so that Argo CD would see a difference for ever. No list allows as little. */
const unlessEmpty = <K extends string, Rule>(field: K, rules: readonly Rule[]) =>
  rules.length === 0 ? {} : ({ [field]: [...rules] } as Record<K, Rule[]>);

const ingress = ({ from, to, ports }: Connection): k8s.NetworkPolicyIngressRule => ({
  from: ends(from),
  ports: portsOf(to, ports),
});

const egress = ({ to, ports }: Connection): k8s.NetworkPolicyEgressRule => ({
  to: ends(to),
  ports: portsOf(to, ports),
});

function ends(peer: Peer): k8s.NetworkPolicyPeer[] {
  if (peer.kind === 'addresses') return peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  const { namespace } = peer;
  const labels = peer.kind === 'component' ? peer.pods : peer.labels;
  return [
    {
      namespaceSelector: namespace === undefined ? {} : { matchLabels: { [NAMESPACE_LABEL]: namespace } },
      ...(labels && { podSelector: { matchLabels: { ...labels } } }),
    },
  ];
}

function portsOf(to: Peer, names: readonly string[]): k8s.NetworkPolicyPort[] {
  if (to.kind === 'component') return names.flatMap((name) => componentPort(to, name));
  // Pods of workloads listen where they like: their Services name the port, and a policy does not know it by that name.
  if (to.port === undefined) return [{ protocol: 'TCP' }];
  const protocols = to.kind === 'pods' && to.port === DNS_PORT ? ['UDP', 'TCP'] : ['TCP'];
  return protocols.map((protocol) => port(to.port as number, protocol));
}

const componentPort = ({ ports, udp }: Component, name: string): k8s.NetworkPolicyPort[] => {
  const protocols = udp.includes(name) ? ['TCP', 'UDP'] : ['TCP'];
  return protocols.map((protocol) => port(ports[name] as number, protocol));
};

const port = (number: number, protocol: string): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(number),
  protocol,
});
