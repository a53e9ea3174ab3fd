import type { Credential } from './credentials';

/**
 * One way to reach somebody, as Alertmanager's configuration has it. Each kind is a file beside this one: a function that
 * returns an integration.
 */
export interface Integration {
  /** The field of a receiver that lists integrations of the kind, such as `slack_configs`. */
  readonly field: `${string}_configs`;
  readonly config: object;
  /** What it has to know to be let in. */
  readonly credential: Credential;
}

/** A receiver of Alertmanager's configuration: its name, and lists of integrations by their kind. */
export interface Receiver {
  readonly name: string;
  readonly [field: `${string}_configs`]: readonly object[];
}

/** All of these are told what comes to the receiver. */
export function receiver(name: string, integrations: readonly Integration[]): Receiver {
  const fields = [...new Set(integrations.map(({ field }) => field))];
  return {
    name,
    ...Object.fromEntries(
      fields.map((field) => [field, integrations.filter((one) => one.field === field).map(({ config }) => config)]),
    ),
  };
}
