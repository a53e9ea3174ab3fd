/** How observations fall into the buckets of a histogram. */
export interface Shape {
  /** The share of each bucket, the one without an upper bound last. Their sum is 1. */
  readonly shares: readonly number[];
  readonly mean: number;
}

/** The quantile 0.99 of the standard normal distribution. */
const Z99 = 2.3263;

/** Durations: most near the median, with a tail. */
export function logNormal({ median, p99 }: { readonly median: number; readonly p99: number }) {
  const sigma = Math.log(p99 / median) / Z99;
  return (bounds: readonly number[]): Shape => ({
    shares: sharesOf(bounds, (bound) => normalCdf(Math.log(bound / median) / sigma)),
    mean: median * Math.exp(sigma ** 2 / 2),
  });
}

/** Measured values around their mean. */
export const normal =
  ({ mean, deviation }: { readonly mean: number; readonly deviation: number }) =>
  (bounds: readonly number[]): Shape => ({
    shares: sharesOf(bounds, (bound) => normalCdf((bound - mean) / deviation)),
    mean,
  });

function sharesOf(bounds: readonly number[], cdf: (bound: number) => number): readonly number[] {
  const cumulative = [...bounds.map(cdf), 1];
  return cumulative.map((share, i) => share - (cumulative[i - 1] ?? 0));
}

/** The share of all that is below, by the approximation of Abramowitz and Stegun (26.2.17), exact to 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}
