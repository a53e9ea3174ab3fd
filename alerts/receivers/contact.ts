import type { Hours, Severity, Team } from '../../signals';
import type { Credential } from './credentials';
import { receiver, type Integration, type Receiver } from './integration';
import { pagerDuty } from './pagerduty';
import { slack, slackDigest } from './slack';
import { deadMansSwitch } from './watchdog';

/** How a team is reached. */
export interface Contact {
  readonly team: Team;
  /** Wakes whoever is on call. */
  readonly page: readonly Integration[];
  /** Is read when people are at work. */
  readonly channel: readonly Integration[];
  /** Is told of findings, and of those that are over. */
  readonly digest: readonly Integration[];
  /** When they are at work: outside of these hours the channel is not told. Default: somebody always is. */
  readonly hours?: Hours;
}

/** The usual contact of a team: its service in PagerDuty and its channel in Slack. @param hours default: around the clock */
export const contact = (team: Team, hours?: Hours): Contact => ({
  team,
  page: [pagerDuty(team)],
  channel: [slack(team)],
  digest: [slackDigest(team)],
  ...(hours && { hours }),
});

/** @throws Error where the team has none */
export function contactFor({ name }: Team, contacts: readonly Contact[]): Contact {
  const found = contacts.find(({ team }) => team.name === name);
  if (!found) throw new Error(`team ${name} has no contact`);
  return found;
}

export const pageReceiver = ({ name }: Team): string => `${name}-page`;
export const channelReceiver = ({ name }: Team): string => `${name}-channel`;
export const digestReceiver = ({ name }: Team): string => `${name}-digest`;

/** Where an alert goes: only critical pages, and findings wait for a digest. */
export function receiverFor(team: Team, severity: Severity, inDigest = false): string {
  if (severity === 'critical') return pageReceiver(team);
  return inDigest ? digestReceiver(team) : channelReceiver(team);
}

/** @param digests whether the team has findings */
export const receiversOf = ({ team, page, channel, digest }: Contact, digests: boolean): readonly Receiver[] => [
  receiver(pageReceiver(team), page),
  receiver(channelReceiver(team), channel),
  ...(digests ? [receiver(digestReceiver(team), digest)] : []),
];

/** What the Secret has to hold for these contacts, and for the dead man's switch. */
export const credentialsOf = (contacts: readonly Contact[]): readonly Credential[] => {
  const all = [...contacts.flatMap(({ page, channel, digest }) => [...page, ...channel, ...digest]), deadMansSwitch];
  return [...new Map(all.map(({ credential }) => [credential.key, credential])).values()];
};
