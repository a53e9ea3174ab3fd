import { during, product, type Steps } from './steps';
import type { Span } from './time';

/** While it lasts, a test on a tester has more parametric outliers than usual. */
export interface Excursion extends Span {
  readonly tester: string;
  readonly test: string;
  /** So many times as many as usual. */
  readonly times: number;
}

/** What excursions make of the usual outliers of a test on a tester. */
export const beyondUsual = (excursions: readonly Excursion[], tester: string, test: string): Steps =>
  product(
    ...excursions
      .filter((excursion) => excursion.tester === tester && excursion.test === test)
      .map((excursion) => during([excursion], excursion.times)),
  );
