import type { AlertmanagerConfig } from '../alerts/alertmanager';
import type { RoutedAlert } from '../alerts/routing/alerts';
import type { Environment } from '../environments';
import { environmentNamed } from './one-environment';

/** Who is told of what, in which environments: what commands that explain it need of the rest. */
export interface DeclaredAlerting {
  readonly environments: readonly Environment[];
  readonly configOf: (environment: Environment) => AlertmanagerConfig;
  readonly alertsIn: (environment: Environment) => readonly RoutedAlert[];
  /** Every label that some alert may carry there. */
  readonly labelsIn: (environment: Environment) => readonly string[];
}

/** Loaded late, so that a wrong declaration is an error like any other. */
export async function declaredAlerting(): Promise<DeclaredAlerting> {
  const { alertmanagerConfigOf, alertsIn, labelsIn } = await import('../app/alerting');
  const { ENVIRONMENTS } = await import('../environments');
  return { environments: ENVIRONMENTS, configOf: alertmanagerConfigOf, alertsIn, labelsIn };
}

/** All environments, or the one that an option names. @throws Error where there is none of that name */
export const environmentsAt = (name: string | undefined, { environments }: DeclaredAlerting): readonly Environment[] =>
  name === undefined ? environments : [environmentNamed(name, environments)];
