import { DeclarationError, type Hours, type Window, type Workload } from '../../signals';
import type { Contact } from '../receivers/contact';
import { hoursOf } from './policy';

interface Calendar {
  readonly contacts: readonly Contact[];
  readonly workloads: readonly Workload[];
  readonly windows: readonly Window[];
}

/**
 * A window that names no workload mutes nothing, and of two hours with one name Alertmanager would know only one.
 * @throws DeclarationError with the window or the hours of which that is so
 */
export function checkWindows({ contacts, workloads, windows }: Calendar): void {
  const names = workloads.map(({ name }) => name);
  for (const { kind, hours, workloads: of } of windows) {
    const stranger = of.find((name) => !names.includes(name));
    if (stranger !== undefined) {
      throw new DeclarationError(
        `${kind} '${hours.name}': there is no workload '${stranger}', there are: ${names.join(', ')}`,
      );
    }
  }
  const all = hoursOf(contacts, windows);
  const other = all.find((hours, i) => all.slice(0, i).some((before) => isNamesake(before, hours)));
  if (other)
    throw new DeclarationError(`two different hours are called '${other.name}': give one of them another name`);
}

const isNamesake = (one: Hours, other: Hours): boolean => one.name === other.name;
