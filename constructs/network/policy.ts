import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import type { Component } from './component';
import type { Connection } from './connection';
import { portOf } from '../port-of';
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
    const ingress = connections.filter(({ to }) => isComponent(to, component)).map(accepts);
    const egress = connections.filter(({ from }) => isComponent(from, component)).map(opens);
    super(scope, id, {
      metadata: metadata({ name, namespace, wave: 'rbac' }),
      spec: {
        podSelector: { matchLabels: { ...pods } },
        policyTypes: ['Ingress', 'Egress'],
        // The API server drops an empty list, so that Argo CD would see a difference for ever. No list allows as little.
        ...(ingress.length > 0 && { ingress }),
        ...(egress.length > 0 && { egress }),
      },
    });
  }
}

const accepts = ({ from, to, ports }: Connection): k8s.NetworkPolicyIngressRule => ({
  from: ends(from),
  ports: portsOf(to, ports),
});

const opens = ({ to, ports }: Connection): k8s.NetworkPolicyEgressRule => ({
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
  const { port: number } = to;
  if (number === undefined) return [{ protocol: 'TCP' }];
  const protocols = to.kind === 'pods' && number === DNS_PORT ? ['UDP', 'TCP'] : ['TCP'];
  return protocols.map((protocol) => port(number, protocol));
}

const componentPort = (component: Component, name: string): k8s.NetworkPolicyPort[] => {
  const protocols = component.udp.includes(name) ? ['TCP', 'UDP'] : ['TCP'];
  return protocols.map((protocol) => port(portOf(component, name), protocol));
};

const port = (number: number, protocol: string): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(number),
  protocol,
});
