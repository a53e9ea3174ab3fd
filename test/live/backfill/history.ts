import { milliseconds, type Duration } from '../../../promql';

/** A series and what was scraped, or recorded, of it so many seconds after the beginning. */
export interface RawSeries {
  readonly series: string;
  readonly every: Duration;
  /** Seconds after the beginning at which it begins. Default: 0. */
  readonly from?: number;
  readonly value: (seconds: number) => number;
}

/** In the text format OpenMetrics; times are in seconds since 1970. */
export function openMetrics(all: readonly RawSeries[], start: number, end: number): string {
  const lines = all.flatMap(({ series, every, from = 0, value }) => {
    const step = milliseconds(every) / 1000;
    const count = Math.floor((end - start - from) / step) + 1;
    return Array.from({ length: count }, (_, i) => `${series} ${value(from + i * step)} ${start + from + i * step}`);
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

/** A counter whose rate changes: each phase goes on until the next, from so many seconds after the beginning on. */
export const counted =
  (...phases: readonly { readonly from: number; readonly perSecond: number }[]) =>
  (seconds: number): number =>
    phases.reduce((sum, { from, perSecond }, i) => {
      const until = Math.min(seconds, phases[i + 1]?.from ?? seconds);
      return sum + Math.max(0, until - from) * perSecond;
    }, 0);
