import { WATCHDOG } from '../../signals';
import type { Integration } from './integration';
import { webhook } from './webhook';

export const WATCHDOG_RECEIVER = WATCHDOG.toLowerCase();

/** The dead man's switch outside of the cluster: it pages when it is no longer called. */
export const deadMansSwitch: Integration = webhook(
  { key: 'watchdog-url', holds: "the URL of the dead man's switch that pages when it is no longer called" },
  { resolved: false },
);
