import { seriesText, type Finding } from './finding';
import type { Sample } from './sample';

/** More series of one name than this are refused (cardinality). */
export const MOST_SERIES = 10_000;
const NOTED_SHARE = 0.8;

/**
 * Metrics with too many series, or nearly. Counted as Prometheus stores them, by the names of series (each bucket of a
 * histogram is one), and on all targets: each of them is taken to expose as many.
 */
export function countFindings(samples: readonly Sample[], targets: number): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { name } of samples) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].flatMap(([metric, count]): readonly Finding[] => {
    const all = count * targets;
    if (all < MOST_SERIES * NOTED_SHARE) return [];
    const found =
      targets === 1 ? seriesText(all) : `${seriesText(count)} on each of ${targets} targets: ${seriesText(all)}`;
    const finding = all > MOST_SERIES ? 'too many series' : 'many series';
    return [{ metric, finding, expected: `at most ${seriesText(MOST_SERIES)}`, found }];
  });
}
