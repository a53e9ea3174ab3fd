const USUAL_PEAK = 0.4;
/** How wide the hump is, as a part of all buckets. */
const WIDTH = 0.15;

/** The share of observations in each of so many buckets: a hump, with something in every bucket. Their sum is 1. */
export function shares(buckets: number, peak = USUAL_PEAK): readonly number[] {
  const weights = Array.from({ length: buckets }, (_, i) => {
    const place = buckets === 1 ? peak : i / (buckets - 1);
    return Math.exp(-(((place - peak) / WIDTH) ** 2)) + 0.001;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The mean of observations that lie in the middle of their buckets; beyond the last bound, on it. */
export function meanOf(bounds: readonly number[], parts: readonly number[]): number {
  const middles = [
    ...bounds.map((bound, i) => (bound + (bounds[i - 1] ?? Math.min(0, bound))) / 2),
    bounds.at(-1) ?? 0,
  ];
  return parts.reduce((sum, part, i) => sum + part * (middles[i] ?? 0), 0);
}
