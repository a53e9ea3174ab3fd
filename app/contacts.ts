import { contact, type Contact } from '../alerts/receivers/contact';
import { ownersOf } from '../alerts/routing/owners';
import type { Environment } from '../environments';
import { businessHours } from '../signals';
import { mlPlatform, sre, testData, testFloor } from '../workloads/teams';

type Where = Pick<Environment, 'timeZone' | 'workloads'>;

/**
 * How each team is reached that owns something there, and SRE. Its people are where the fab is; the test floor works in shifts:
 * there is always somebody.
 */
export function contactsOf({ timeZone, workloads }: Where): readonly Contact[] {
  const atWork = businessHours('business-hours', timeZone);
  const owners = [sre, ...ownersOf(workloads)];
  return [contact(mlPlatform, atWork), contact(testData, atWork), contact(testFloor), contact(sre, atWork)].filter(
    ({ team }) => owners.includes(team),
  );
}
