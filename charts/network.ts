import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Component } from '../constructs/network/component';
import type { Connection } from '../constructs/network/connection';
import { isOurs } from '../constructs/network/peers';
import { ComponentPolicy, DefaultDeny } from '../constructs/network/policy';

export interface NetworkChartProps {
  /** Our namespaces, in which nothing is possible that is not declared. */
  readonly namespaces: readonly string[];
  readonly connections: readonly Connection[];
}

/** Who may talk to whom: the graph of connections as network policies, and nothing else. */
export class NetworkChart extends Chart {
  constructor(scope: Construct, { namespaces, connections }: NetworkChartProps) {
    super(scope, 'network', { disableResourceNameHashes: true });
    namespaces.forEach((namespace) => new DefaultDeny(this, `default-deny-${namespace}`, namespace));
    selectable(connections).forEach((component) => new ComponentPolicy(this, component.name, component, connections));
  }
}

/** The components at the ends of connections, each once, but those whose pods no policy selects. */
function selectable(connections: readonly Connection[]): readonly Component[] {
  const ends = connections.flatMap(({ from, to }) => [from, to]).filter(isOurs);
  return [...new Map(ends.map((component) => [component.name, component])).values()].filter(
    ({ onHostNetwork }) => !onHostNetwork,
  );
}
