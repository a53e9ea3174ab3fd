import { milliseconds, type Duration } from '../../promql';

/** How far before an alert a dashboard may begin. Few, since a notification's template has to know each of them. */
export const LOOKBACKS = [
  '1h',
  '2h',
  '6h',
  '12h',
  '1d',
  '3d',
  '7d',
  '14d',
  '30d',
] as const satisfies readonly Duration[];

/** The shortest that shows at least this time; the longest, if none does. */
export function lookback(atLeast: Duration): Duration {
  const least = milliseconds(atLeast);
  return LOOKBACKS.find((one) => milliseconds(one) >= least) ?? '30d';
}

/** The parameters of a dashboard's address; a notification puts the alert's own time in their place. */
export const timeRange = (atLeast: Duration): string => `from=now-${lookback(atLeast)}&to=now`;
