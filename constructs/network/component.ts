import { selectorLabels } from '../labels';
import { OBSERVABILITY } from '../namespaces';
import type { Ports } from '../ports';

/** One kind of pod of ours: what it is called, how its pods are found, and where they listen. */
export interface Component {
  readonly kind: 'component';
  /** The value of `app.kubernetes.io/name` of all of its objects. */
  readonly name: string;
  readonly namespace: string;
  /** The labels of its pods, which selectors are made of. */
  readonly pods: Readonly<Record<string, string>>;
  /** The container ports that others reach, by name. */
  readonly ports: Ports;
  /** Those of its ports that take UDP as well as TCP. */
  readonly udp: readonly string[];
  /** Its pods share the network of their node, where no policy holds: they are reached under the addresses of nodes. */
  readonly onHostNetwork: boolean;
}

export function component(
  name: string,
  ports: Ports,
  rest: Partial<Pick<Component, 'namespace' | 'pods' | 'onHostNetwork' | 'udp'>> = {},
): Component {
  return {
    kind: 'component',
    name,
    namespace: OBSERVABILITY,
    pods: selectorLabels(name),
    ports,
    udp: [],
    onHostNetwork: false,
    ...rest,
  };
}
