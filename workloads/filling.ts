import {
  bytes,
  milliseconds,
  ratio,
  record,
  seconds,
  spoken,
  type Duration,
  type Recorded,
  type Vector,
  type VectorLike,
} from '../promql';
import { quantityText } from '../signals';

/** How far back the pace is looked at: long enough for what is written and deleted again to even out. */
export const PACE_WINDOW: Duration = '6h';
/** A volume that is being filled for the first time looks as if it went on for ever: so long it must have been seen. */
export const PACE_EVIDENCE: Duration = '1h';

/** What is further off is no forecast. */
const FAR: Duration = '30d';

export const DAY = seconds(24 * 3600);
export const FOUR_HOURS = seconds(4 * 3600);

/**
 * How fast the room grows, below zero where it shrinks. Recorded, since every sample of {@link PACE_WINDOW} is read.
 * @param fitted `deriv(PACE_WINDOW)` of the room
 */
export const pace = <N extends string>(name: string, fitted: Vector<N, 'bytes/s'>): Recorded<N, 'bytes/s'> =>
  record(name, fitted, { interval: '2m' });

/** While more than this is free, a forecast is no reason to act. */
const AMPLE = ratio(0.4);

export const scarceText = `less than ${quantityText(AMPLE)} of it are free, and it has been seen for ${spoken(PACE_EVIDENCE)}`;

/** Volumes of which little is free, and of which the pace is known. @param before the room as it was {@link PACE_EVIDENCE} ago */
export const scarce = <N extends string>(free: Vector<N, 'ratio'>, before: Vector<N, 'bytes'>): Vector<N, 'ratio'> =>
  free.compare('<', AMPLE).and(before);

/** Seconds until no room is left at this pace; at most {@link FAR}, which is also said of what does not shrink. */
export const timeLeft = <N extends string>(
  room: Vector<N, 'bytes'>,
  growth: Vector<N, 'bytes/s'>,
): Vector<N, 'seconds'> => {
  const loss: VectorLike<N, 'bytes'> = growth.as('bytes').mul(-1).clampMin(bytes(1));
  return room
    .div(loss)
    .as('seconds')
    .clampMax(seconds(milliseconds(FAR) / 1000));
};

export const paceText = `at the pace of the last ${spoken(PACE_WINDOW)}; ${spoken(FAR)} where it takes longer or nothing fills`;
