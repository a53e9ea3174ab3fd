import type { Component } from './component';
import type { Addresses, Peer, Pods } from './peers';

/** Somebody opens connections to somebody: one edge of the graph that all policies are made of. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  /** Ports of the one who is called: names of a component's ports. Empty for what is not ours, which states its own. */
  readonly ports: readonly string[];
  /** What for. */
  readonly why: string;
}

/**
 * An edge to a component of ours. @param ports names of its ports
 * @throws Error where the component has no such port
 */
export function connects(from: Peer, to: Component, ports: readonly string[], why: string): Connection {
  const unknown = ports.find((port) => to.ports[port] === undefined);
  if (unknown !== undefined || ports.length === 0) {
    const has = Object.keys(to.ports).join(', ');
    throw new Error(`connection ${from.name} → ${to.name}: ${to.name} has no port '${unknown ?? ''}', it has ${has}`);
  }
  return { from, to, ports, why };
}

/** An edge that leaves what is ours. */
export const leaves = (from: Component, to: Addresses | Pods, why: string): Connection => ({
  from,
  to,
  ports: [],
  why,
});
