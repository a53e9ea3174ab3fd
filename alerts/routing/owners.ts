import { DeclarationError, ownerOf, type Team, type Workload } from '../../signals';
import type { Contact } from '../receivers/contact';

/** The teams that own the workloads, or one of their objectives. */
export const ownersOf = (workloads: readonly Workload[]): readonly Team[] => [
  ...new Set(
    workloads.flatMap((workload) => [
      workload.team,
      ...workload.objectives.flatMap((slo) => (slo.kind === 'objective' ? [ownerOf(workload, slo)] : [])),
    ]),
  ),
];

interface Reached {
  readonly contacts: readonly Contact[];
  readonly fallback: Contact;
  readonly workloads: readonly Workload[];
}

/** @throws DeclarationError for a workload whose team nobody can reach, and for a team that is reached and owns nothing */
export function checkContacts({ contacts, fallback, workloads }: Reached): void {
  const unreachable = workloads.find(({ team }) => !contacts.some((one) => one.team.name === team.name));
  if (unreachable) {
    throw new DeclarationError(
      `workload ${unreachable.name}: its team '${unreachable.team.name}' has no receivers: add it to contactsOf() in app/contacts.ts`,
    );
  }
  const owners = [fallback.team, ...ownersOf(workloads)].map(({ name }) => name);
  const idle = contacts.find(({ team }) => !owners.includes(team.name));
  if (idle) {
    throw new DeclarationError(
      `alertmanager: team '${idle.team.name}' has receivers, but owns nothing: remove it from contactsOf() in app/contacts.ts`,
    );
  }
}
