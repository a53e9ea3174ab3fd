/** Uniform numbers from 0 up to 1; the same seed yields the same ones. (The generator known as mulberry32.) */
export function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), state | 1);
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61));
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Above this mean the normal distribution is close enough, and much faster. */
const MANY = 30;

/** A number of independent events, of which `mean` are expected. */
export const poisson = (mean: number, next: () => number): number =>
  mean > MANY ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next))) : few(mean, next);

/** Box and Muller's transform. */
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Counts arrivals until the time is over (Knuth's method). */
function few(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
}
