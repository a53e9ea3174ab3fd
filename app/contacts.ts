import { contact, type Contact } from '../alerts/receivers/contact';
import type { Environment } from '../environments';
import { businessHours } from '../signals';
import { mlPlatform, sre, testData, testFloor } from '../workloads/teams';

/** How each team is reached. Its people are where the fab is; the test floor works in shifts: there is always somebody. */
export function contactsOf({ timeZone }: Pick<Environment, 'timeZone'>): readonly Contact[] {
  const atWork = businessHours('business-hours', timeZone);
  return [contact(mlPlatform, atWork), contact(testData, atWork), contact(testFloor), contact(sre, atWork)];
}
