import type { Component } from '../../../constructs/network/component';
import type { KubeObject } from '../kube-object';
import type { End } from './need';

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly targetPort?: string | number }[];
}

/** Services that the operator makes of its resources, and which are therefore not rendered. Their ports are the containers'. */
const OPERATED: Readonly<Record<string, string>> = {
  'prometheus-operated': 'prometheus',
  'alertmanager-operated': 'alertmanager',
};

/** Where a call to a Service arrives. */
export interface Arrival {
  readonly end: End;
  readonly port: number;
}

/** Finds the component and the container port behind the Services of an environment. */
export class Services {
  private readonly specs: ReadonlyMap<string, ServiceSpec>;

  constructor(
    objects: readonly KubeObject[],
    private readonly components: readonly Component[],
  ) {
    this.specs = new Map(
      objects
        .filter(({ kind }) => kind === 'Service')
        .map(({ metadata, spec }) => [key(metadata.namespace ?? '', metadata.name), spec as ServiceSpec]),
    );
  }

  /**
   * @param port of the Service, by name or number; the only one if left out
   * @throws Error where there is no such Service, or it leads to no component at an end of a connection
   */
  arrival(namespace: string, service: string, port: string | number | undefined): Arrival {
    const spec = this.specs.get(key(namespace, service));
    const component = spec ? this.selected(namespace, spec.selector ?? {}) : this.named(namespace, OPERATED[service]);
    if (!component) {
      throw new Error(
        `the Service ${namespace}/${service} leads to no component that the graph of connections knows: add it in constructs/network/graph.ts, or correct the name`,
      );
    }
    return { end: component, port: this.portOf(component, spec, port) };
  }

  /** The component whose pods have at least these labels. */
  selected(namespace: string, labels: Readonly<Record<string, string>>): Component | undefined {
    return this.components.find(
      (component) =>
        component.namespace === namespace &&
        Object.entries(labels).every(([label, value]) => component.pods[label] === value),
    );
  }

  private named(namespace: string, name: string | undefined): Component | undefined {
    return this.components.find((component) => component.namespace === namespace && component.name === name);
  }

  private portOf(component: Component, spec: ServiceSpec | undefined, port: string | number | undefined): number {
    const stated = spec?.ports?.find(({ name, port: number }) =>
      port === undefined ? spec.ports?.length === 1 : name === port || number === port,
    );
    const target = stated ? (stated.targetPort ?? stated.port) : port;
    const number = typeof target === 'string' ? component.ports[target] : target;
    if (number === undefined) {
      const has = Object.keys(component.ports).join(', ');
      throw new Error(`${component.name} is called on its port '${target ?? ''}', which it lacks: it has ${has}`);
    }
    return number;
  }
}

const key = (namespace: string, name: string): string => `${namespace}/${name}`;
