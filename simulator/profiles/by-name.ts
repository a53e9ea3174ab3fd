import type { AnyMetric } from '../../promql';

type Figures = readonly (readonly [AnyMetric, number])[];

/** Figures by the names of their metrics. */
export const byName = (figures: Figures): Readonly<Record<string, number>> =>
  Object.fromEntries(figures.map(([{ spec }, figure]) => [spec.name, figure]));

/** What the background takes as the usual rate of a counter: events per second. */
const USUAL_RATE = 200;

/** Rates per second, as multiples of the usual one. */
export const countersBy = (figures: Figures): Readonly<Record<string, number>> =>
  byName(figures.map(([metric, perSecond]) => [metric, perSecond / USUAL_RATE]));
