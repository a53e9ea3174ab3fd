import { graphOf } from '../../../app/connections';
import { checkConnections } from '../../../charts/invariants/network/check';
import type { KubeObject } from '../../../charts/invariants';
import { renderEnvironment } from '../../../cli/render';
import type { Component } from '../../../constructs/network/component';
import type { Connection } from '../../../constructs/network/connection';
import { isComponent, isOurs } from '../../../constructs/network/peers';
import { ENVIRONMENTS } from '../../../environments';
import { allows } from './allows';

const objectsOf = (environment: (typeof ENVIRONMENTS)[number]): readonly KubeObject[] =>
  renderEnvironment(environment).flatMap(({ objects }) => objects);

const each = ENVIRONMENTS.map((environment) => {
  const graph = graphOf(environment);
  return [environment.name, { graph, connections: graph.connections, objects: objectsOf(environment) }] as const;
});

const componentsOf = (connections: readonly Connection[]): readonly Component[] => [
  ...new Map(
    connections
      .flatMap(({ from, to }) => [from, to])
      .filter(isOurs)
      .map((component) => [component.name, component]),
  ).values(),
];

/** Each connection with one of its ports left out, or left out altogether. */
const without = (connections: readonly Connection[]) =>
  connections
    .filter(({ to }) => !(to.kind === 'pods' && to.name === 'dns'))
    .flatMap((connection) => {
      const others = connections.filter((one) => one !== connection);
      const left = connection.ports.length > 1 ? connection.ports : [''];
      return left.map((port) => ({
        what: `${connection.from.name} → ${connection.to.name} ${port}`,
        connections:
          port === '' ? others : [...others, { ...connection, ports: connection.ports.filter((one) => one !== port) }],
      }));
    });

describe.each(each)('the connections of %s', (_, { graph, connections, objects }) => {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');

  test('are those that the rendered objects tell of, and no other', () => {
    expect(() => {
      checkConnections(objects, graph);
    }).not.toThrow();
  });

  test('cannot lack one, nor one port of one, without being refused', () => {
    const unnoticed = without(connections).filter(({ connections: fewer }) => {
      try {
        checkConnections(objects, { ...graph, connections: fewer });
        return true;
      } catch {
        return false;
      }
    });
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });

  test('are all that policies let through between components', () => {
    const components = componentsOf(connections).filter(({ onHostNetwork }) => !onHostNetwork);
    const pod = ({ namespace, pods }: Component) => ({ namespace, labels: pods });
    const wrong = components.flatMap((from) =>
      components.flatMap((to) =>
        Object.entries(to.ports)
          .filter(([name, port]) => {
            const isDeclared = connections.some(
              (one) =>
                (isComponent(one.from, from) || (one.from.kind === 'pods' && one.from.namespace === undefined)) &&
                isComponent(one.to, to) &&
                one.ports.includes(name) &&
                // A component must be let out as well: what every pod may call, ours may only where they do.
                connections.some(
                  (out) => isComponent(out.from, from) && isComponent(out.to, to) && out.ports.includes(name),
                ),
            );
            return allows(policies, pod(from), pod(to), port) !== isDeclared;
          })
          .map(([name]) => `${from.name} → ${to.name} ${name}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('leave out whoever is not declared: a pod of ours that no policy knows can neither call nor be called', () => {
    const stranger = { namespace: 'observability', labels: { app: 'stranger' } };
    const elsewhere = { namespace: 'elsewhere', labels: { app: 'stranger' } };
    const called = componentsOf(connections).filter(({ namespace }) => namespace === 'observability');
    const reached = called.filter(({ namespace, pods, ports }) =>
      Object.values(ports).some(
        (port) =>
          allows(policies, stranger, { namespace, labels: pods }, port) ||
          allows(policies, elsewhere, { namespace, labels: pods }, port),
      ),
    );
    expect(reached.map(({ name }) => name)).toEqual([]);
    expect(allows(policies, stranger, elsewhere, 443)).toBe(false);
    expect(allows(policies, elsewhere, stranger, 443)).toBe(false);
  });

  test('touch no pod of a workload: no policy is outside of our namespaces', () => {
    const namespaces = new Set(policies.map(({ metadata }) => metadata.namespace));
    expect([...namespaces].sort()).toEqual(['observability', 'observability-node']);
  });
});
