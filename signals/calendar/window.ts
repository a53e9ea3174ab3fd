import { DeclarationError } from '../declaration-error';
import type { Severity } from '../severity';
import type { Hours } from './hours';

/** Times at which something is done to workloads, on purpose, that would raise alerts. */
export interface Window {
  readonly kind: 'maintenance' | 'deployment';
  readonly hours: Hours;
  /** The names of the workloads that it is done to. */
  readonly workloads: readonly string[];
}

/**
 * What is not told meanwhile. Maintenance takes a workload away, and whoever does it sees to it. A deployment should break
 * nothing: if it does, somebody has to know at once.
 */
export const MUTED: Readonly<Record<Window['kind'], readonly Severity[]>> = {
  maintenance: ['critical', 'warning', 'info'],
  deployment: ['warning', 'info'],
};

type Of = Pick<Window, 'workloads'>;

/** While workloads are taken away to be looked after, none of their alerts is told. */
export const maintenance = (hours: Hours, of: Of): Window => checked({ kind: 'maintenance', hours, ...of });

/** While workloads are changed, only what is critical is told of them. */
export const deployments = (hours: Hours, of: Of): Window => checked({ kind: 'deployment', hours, ...of });

function checked(window: Window): Window {
  if (window.workloads.length === 0) {
    throw new DeclarationError(
      `${window.kind} '${window.hours.name}': it is of no workload: name those that it is done to`,
    );
  }
  return window;
}
