import type { Component } from '../../../constructs/network/component';
import type { Connection } from '../../../constructs/network/connection';
import { DNS_PORT } from '../../../constructs/network/dns';
import { isOurs, type Peer } from '../../../constructs/network/peers';
import type { KubeObject } from '../kube-object';
import { podLabels } from './pod-labels';
import { nameOf, type End, type Need } from './need';
import { needs, type Graph } from './needs';

/** One port of a connection. */
interface Edge {
  readonly from: Peer;
  readonly to: Peer;
  /** The container's port; undefined for what is no component. */
  readonly port: number | undefined;
}

const edges = (connections: readonly Connection[]): readonly Edge[] =>
  connections.flatMap(({ from, to, ports }): readonly Edge[] =>
    to.kind === 'component'
      ? ports.map((port) => ({ from, to, port: to.ports[port] }))
      : [{ from, to, port: undefined }],
  );

/**
 * Holds the graph of connections against what is rendered: every call that an object tells of has an edge, every edge is
 * told of by an object, and every component at the end of one is there.
 *
 * @throws Error that names the first call without an edge, edge without a call, or component that is missing
 */
export function checkConnections(objects: readonly KubeObject[], graph: Graph): void {
  graph.connections
    .flatMap(({ from, to }) => [from, to])
    .filter(isOurs)
    .forEach((component) => {
      checkPresent(component, objects);
    });
  const found = needs(objects, graph);
  const declared = edges(graph.connections);
  const undeclared = found.find((need) => !declared.some((edge) => covers(edge, need)));
  if (undeclared) {
    throw new Error(
      `${undeclared.told}: ${textOf(undeclared)} is no connection of the graph, so that it would be denied: declare it in constructs/network/graph.ts`,
    );
  }
  const idle = declared.find((edge) => !isDns(edge) && !found.some((need) => covers(edge, need)));
  if (idle) {
    throw new Error(
      `the connection ${edgeText(idle)} is needed by nothing that is rendered: remove it from constructs/network/graph.ts`,
    );
  }
}

/** Names are asked for by all who call somebody: these edges follow from the others. */
const isDns = ({ to }: Edge): boolean => to.kind === 'pods' && to.port === DNS_PORT;

function checkPresent(component: Component, objects: readonly KubeObject[]): void {
  const isThere = objects.some((object) => {
    const labels = podLabels(object);
    return (
      object.metadata.namespace === component.namespace &&
      labels !== undefined &&
      Object.entries(component.pods).every(([label, value]) => labels[label] === value)
    );
  });
  if (!isThere) {
    throw new Error(
      `the graph of connections has ${component.namespace}/${component.name}, which is not rendered here: remove the connection in constructs/network/graph.ts, or render the component`,
    );
  }
}

const covers = (edge: Edge, need: Need): boolean =>
  isEnd(edge.from, need.from) && isEnd(edge.to, need.to) && (need.to.kind !== 'component' || edge.port === need.port);

function isEnd(peer: Peer, end: End): boolean {
  if (end.kind === 'component') return isOurs(peer) && peer.name === end.name && peer.namespace === end.namespace;
  if (end.kind === 'outside') return !isOurs(peer) && peer.name === end.name;
  return peer.kind === 'pods' && peer.namespace === end.namespace;
}

const textOf = ({ from, to, port }: Need): string =>
  `${nameOf(from)} → ${nameOf(to)}${port === undefined ? '' : `:${port}`}`;

const edgeText = ({ from, to, port }: Edge): string =>
  `${from.name} → ${to.name}${port === undefined ? '' : `:${port}`}`;
