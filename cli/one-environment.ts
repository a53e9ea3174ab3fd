import type { Environment } from '../environments';

/** The environment that a command is about. @throws Error where it is given none, several, or one that there is not */
export function oneEnvironment(positionals: readonly string[], environments: readonly Environment[]): Environment {
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error('give one ENVIRONMENT (see --help)');
  return environmentNamed(name, environments);
}

/** @throws Error with the names that there are, where none has this one */
export function environmentNamed(name: string, environments: readonly Environment[]): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (!found) {
    const known = environments.map((environment) => environment.name).join(', ') || 'none';
    throw new Error(`there is no environment '${name}'; there are: ${known}`);
  }
  return found;
}
