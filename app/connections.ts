import type { Graph } from '../charts/invariants/network/needs';
import type { Connection } from '../constructs/network/connection';
import { connections } from '../constructs/network/graph';
import { mentioned } from '../constructs/network/surroundings';
import type { Environment } from '../environments';
import { surroundingsOf } from './surroundings';
import { watchedIn } from './watched';

/** Who talks to whom in an environment. @throws Error where it lacks a service that a component needs */
export const connectionsOf = (environment: Environment): readonly Connection[] => graphOf(environment).connections;

/** The same, with what there is outside of the cluster. */
export function graphOf(environment: Environment): Graph {
  const around = surroundingsOf(environment, watchedIn(environment));
  return { connections: connections(around), outside: mentioned(around) };
}
