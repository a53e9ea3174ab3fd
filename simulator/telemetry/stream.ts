import { DECISION_SECONDS } from '../../telemetry/sampling';
import { MINUTE, type Time } from '../time';
import { requestOf, type PathName, type Request, type Shares } from './request';
import type { OpenTrace, Sender } from './sender';

/** Requests of each path, but of lots. */
const PER_SECOND = 5;
const BETWEEN_LOTS = MINUTE;
/** Of a lot: longer than samplers wait. */
const LOT_SECONDS = 1.5 * DECISION_SECONDS;
/** A request is told of when it is over, however slow it was: nothing ends in the future. */
const LAG = 10;

export interface StreamProps {
  readonly sender: Sender;
  readonly seed: number;
  /** Of the requests of a path at the moment. */
  readonly sharesOf: (path: PathName) => Shares;
}

/** Requests that go on until they are told to stop. */
export interface Stream {
  stop(): void;
  /** Resolves when all is sent after the stop. Rejects once the agent has taken nothing for a minute. */
  readonly ended: Promise<void>;
}

const now = (): Time => Date.now() / 1000;

export function stream(props: StreamProps): Stream {
  const stopping = new AbortController();
  return {
    stop: () => {
      stopping.abort();
    },
    ended: run(props, stopping.signal),
  };
}

async function run({ sender, seed, sharesOf }: StreamProps, stopped: AbortSignal): Promise<void> {
  const started = now();
  const next = (path: PathName, i: number): Request => requestOf(path, sharesOf(path), seed, Math.floor(started), i);
  let lots: readonly Lot[] = [];
  for (let i = 0; !stopped.aborted; i++) {
    const t = started + i / PER_SECOND;
    await pause(t - now(), stopped);
    for (const path of ['prediction', 'wafer map'] as const) await sender.play(next(path, i), t - LAG);
    // Batches that fill slowly would come when samplers have decided.
    if (i % PER_SECOND === 0) await sender.flush();
    lots = await ended(lots, t);
    if (i % (BETWEEN_LOTS * PER_SECOND) === 0) {
      lots = [...lots, { until: t + LOT_SECONDS, trace: await sender.open(next('lot', i), t - LAG) }];
    }
  }
  await ended(lots, Infinity);
  await sender.close();
}

interface Lot {
  readonly until: Time;
  readonly trace: OpenTrace;
}

/** Ends those that are over. @returns the others */
async function ended(lots: readonly Lot[], t: Time): Promise<readonly Lot[]> {
  for (const { until, trace } of lots) if (until <= t) await trace.end(Math.min(until, now()));
  return lots.filter(({ until }) => until > t);
}

/** @param stopped ends it early */
const pause = (seconds: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, seconds * 1000));
    stopped.addEventListener('abort', end);
  });
