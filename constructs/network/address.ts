import { portOf } from '../port-of';
import { serviceUrl } from '../ports';
import type { Component } from './component';

/** Where the Service of a component, which has the component's name, answers within the cluster. */
export const urlOf = (component: Component, port: string): string =>
  serviceUrl(component.name, component.namespace, portOf(component, port));
