import type { Span } from '../../../../simulator/time';
import type { Change } from '../../../live/incidents/report';

/**
 * What is told of a history between two moments: what fires at the first begins there, and what still fires at the second ends there.
 * So histories of one span after another can be put together, and who listens to them hears of every beginning and every end.
 */
export function within(changes: readonly Change[], { from, to }: Span): readonly Change[] {
  const before = firing(changes.filter(({ time }) => time < from));
  const inside = changes.filter(({ time, state }) => time >= from && time < to && state !== 'pending');
  const begun = before.map((change): Change => ({ ...change, time: from }));
  const ended = firing([...begun, ...inside]).map(({ labels }): Change => ({ time: to, state: 'inactive', labels }));
  return [...begun, ...inside, ...ended];
}

/** The last word of each alert that fires at the end. */
function firing(changes: readonly Change[]): readonly Change[] {
  const last = new Map<string, Change>();
  for (const change of changes) last.set(identity(change), change);
  return [...last.values()].filter(({ state }) => state === 'firing');
}

/** Histories of one span after another as one: what ends with one span and goes on in the next has neither ended nor begun. */
export function joined(parts: readonly (readonly Change[])[]): readonly Change[] {
  const all = parts.flat();
  const moments = (state: Change['state']): ReadonlySet<string> =>
    new Set(all.filter((change) => change.state === state).map(momentOf));
  const [begun, ended] = [moments('firing'), moments('inactive')];
  return all
    .filter((change) => !(begun.has(momentOf(change)) && ended.has(momentOf(change))))
    .sort((a, b) => a.time - b.time);
}

const momentOf = (change: Change): string => `${change.time} ${identity(change)}`;

/** An alert is the same as long as its labels are. */
export const identity = ({ labels }: Pick<Change, 'labels'>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
