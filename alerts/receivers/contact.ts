import type { Hours, Severity, Team } from '../../signals';
import type { Credential } from './credentials';
import { receiver, type Integration, type Receiver } from './integration';
import { pagerDuty } from './pagerduty';
import { slack } from './slack';
import { deadMansSwitch } from './watchdog';

/** How a team is reached. */
export interface Contact {
  readonly team: Team;
  /** Wakes whoever is on call. */
  readonly page: readonly Integration[];
  /** Is read when people are at work. */
  readonly channel: readonly Integration[];
  /** When they are at work: outside of these hours the channel is not told. Default: somebody always is. */
  readonly hours?: Hours;
}

/** The usual contact of a team: its service in PagerDuty and its channel in Slack. @param hours default: around the clock */
export const contact = (team: Team, hours?: Hours): Contact => ({
  team,
  page: [pagerDuty(team)],
  channel: [slack(team)],
  ...(hours && { hours }),
});

export const pageReceiver = ({ name }: Team): string => `${name}-page`;
export const channelReceiver = ({ name }: Team): string => `${name}-channel`;

/** Where an alert of this severity goes: only critical pages. */
export const receiverFor = (team: Team, severity: Severity): string =>
  severity === 'critical' ? pageReceiver(team) : channelReceiver(team);

export const receiversOf = ({ team, page, channel }: Contact): readonly Receiver[] => [
  receiver(pageReceiver(team), page),
  receiver(channelReceiver(team), channel),
];

/** What the Secret has to hold for these contacts, and for the dead man's switch. */
export const credentialsOf = (contacts: readonly Contact[]): readonly Credential[] =>
  [...contacts.flatMap(({ page, channel }) => [...page, ...channel]), deadMansSwitch].map(
    ({ credential }) => credential,
  );
