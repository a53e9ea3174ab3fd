import { requestOf, type PathName, type Request, type Shares } from '../../../simulator/telemetry/request';
import { startSender, type Sender } from '../../../simulator/telemetry/sender';
import { sleep } from '../harness/wait';
import { tally, type Tally } from './tally';

/** The simulated fab as a sender, and what it has sent. */
export interface Floor {
  readonly sender: Sender;
  readonly tally: Tally;
  /** When it began, in seconds. */
  readonly since: number;
}

/** Nothing ends in the future, however slow it was. */
const AGE = 10;

/** When requests that are played now have begun. */
export const begun = (): number => Date.now() / 1000 - AGE;

/** @param seed what the identities of traces follow from, and so which of them are sampled */
export function startFloor(otlp: string, seed: string): Floor {
  const taken = tally();
  const sender = startSender({ otlp, seed: [seed], writeOf: () => () => undefined, acknowledged: taken.add });
  return { sender, tally: taken, since: begun() };
}

const NEVER: Shares = { failing: 0, slow: 0, hot: 0, debug: 0 };
const HOT: Shares = { ...NEVER, hot: 1 };

const path = (i: number): PathName => (i % 2 === 0 ? 'prediction' : 'wafer map');

/** As many requests as wanted, half of them for predictions, half for wafer maps. */
export const requests = (count: number, shares: Shares, ...key: readonly string[]): readonly Request[] =>
  Array.from({ length: count }, (_, i) => requestOf(path(i), shares, ...key, i));

/** All of them must be kept. */
export const hot = (count: number, ...key: readonly string[]): readonly Request[] => requests(count, HOT, ...key);

/** Jobs, nothing of which is unusual but how late they end. */
export const lots = (count: number): readonly Request[] =>
  Array.from({ length: count }, (_, i) => requestOf('lot', NEVER, 'lot', i));

/** A part of a second in which nothing else is done than to send its requests. */
const TICK = 0.1;

/** Plays requests at this pace. @returns each request by its trace, when the agent has acknowledged all of them */
export async function play(
  { sender }: Floor,
  all: readonly Request[],
  perSecond: number,
): Promise<ReadonlyMap<string, Request>> {
  const played = new Map<string, Request>();
  const started = Date.now() / 1000;
  for (const [i, request] of all.entries()) {
    const ahead = started + i / perSecond - Date.now() / 1000;
    if (ahead > TICK) await sleep(ahead);
    const { traceId } = await sender.play(request, begun());
    played.set(traceId, request);
  }
  await sender.flush();
  return played;
}
