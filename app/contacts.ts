import { contact, type Contact } from '../alerts/receivers/contact';
import { businessHours } from '../signals';
import { mlPlatform, sre, testData, testFloor } from '../workloads/teams';

/** The offices are where the fab is. */
const AT_WORK = businessHours('business-hours', 'America/Los_Angeles');

/** How each team is reached, in every environment. The test floor works in shifts: there is always somebody. */
export const CONTACTS: readonly Contact[] = [
  contact(mlPlatform, AT_WORK),
  contact(testData, AT_WORK),
  contact(testFloor),
  contact(sre, AT_WORK),
];
