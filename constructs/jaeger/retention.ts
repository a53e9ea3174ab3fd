/**
 * An index holds the spans that began on one day of UTC. To look back for `n` days at any time of day, Jaeger needs today's
 * index and those of the `n` days before: `n + 1`.
 *
 * The index cleaner 1.76 deletes what was created before midnight tomorrow less its number of days: told `d`, it leaves `d`
 * indices. Told `n`, it would delete the one that the first hours of the look-back are in. So it is told `n + 1`: a span is
 * kept for at least `n` days, and for less than `n + 1` and the time until the cleaner runs, which is soon after midnight UTC.
 */
export const indicesKept = (retentionDays: number): number => retentionDays + 1;

/** How far back Jaeger looks for spans. Go durations know no days. Default: 72h, whatever is kept. */
export const lookBack = (retentionDays: number): string => `${retentionDays * 24}h`;

/** When the cleaner runs: the day has changed everywhere, and the index of a day longer ago than is looked back has ended. */
export const CLEANING = { schedule: '15 0 * * *', timeZone: 'Etc/UTC' } as const;
