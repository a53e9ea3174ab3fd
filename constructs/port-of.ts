import type { Component } from './network/component';

/** The number of a component's port. @throws Error where the component has no port of this name */
export function portOf({ name, ports }: Pick<Component, 'name' | 'ports'>, port: string): number {
  const number = ports[port];
  if (number === undefined) {
    throw new Error(`${name} has no port '${port}', it has ${Object.keys(ports).join(', ')}`);
  }
  return number;
}
