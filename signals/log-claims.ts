import { DeclarationError } from './declaration-error';
import { UNCLAIMED, type LogSignal } from './log-signal';

/** As far as a workload says whose lines it looks at. */
interface Claiming {
  readonly name: string;
  readonly services: readonly string[];
  readonly logs: readonly LogSignal[];
}

const namedBy = ({ services }: LogSignal): readonly string[] => (services === UNCLAIMED ? [] : services);

/** The services whose log lines the workload answers for. */
export const claimsOf = ({ logs }: Pick<Claiming, 'logs'>): readonly string[] => [...new Set(logs.flatMap(namedBy))];

/** @throws DeclarationError for a log signal about a service that the workload does not call its own */
export function checkClaims({ name, services, logs }: Claiming): void {
  for (const signal of logs) {
    const stranger = namedBy(signal).find((service) => !services.includes(service));
    if (stranger !== undefined) {
      throw new DeclarationError(
        `workload ${name}: log signal ${signal.name} is about '${stranger}', which is none of its services: name it in services, or leave it to its owner`,
      );
    }
  }
}

/** @throws DeclarationError for a service whose lines two workloads answer for: both of their teams would be told */
export function checkClaimedOnce(workloads: readonly Claiming[]): void {
  const owners = new Map<string, string>();
  for (const workload of workloads) {
    for (const service of claimsOf(workload)) {
      const owner = owners.get(service);
      if (owner !== undefined) {
        throw new DeclarationError(
          `workloads ${owner} and ${workload.name} both have log signals about '${service}': leave it to the one whose team mends it`,
        );
      }
      owners.set(service, workload.name);
    }
  }
}
