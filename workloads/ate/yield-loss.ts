import { points, record } from '../../promql';
import { shown } from '../../signals';
import { tests } from './metrics';
import { yieldNow } from './yield';

const slowly = { interval: '2m' } as const;

/** As long as outliers are counted for: over an hour, neither a scrape nor a wafer shifts the mean by a tenth of a point. */
export const yieldHour = record('tester_product:ate_yield_percentage:avg1h', yieldNow.avgOverTime('1h'), slowly);

/**
 * Half hours of the day before the last hour in which the tester must have run the product: four hours, as long as a lot. Fewer
 * than of outliers, since testers that change their product every shift never have half a day of one.
 */
const SEEN_HALF_HOURS = 8;
const seen = yieldHour.countOverTime('1d', '30m').offset('1h').atLeast(SEEN_HALF_HOURS);

/** Mean of the day before the last hour. */
export const usualYield = record(
  'tester_product:ate_yield_percentage:avg1d_offset1h',
  yieldHour.avgOverTime('1d').offset('1h').and(seen),
  slowly,
);

const change = yieldHour.sub(usualYield).as('points');

/** In points. The floor's own figure for a loss that matters; lots of one product differ by about one. */
export const LOSS = 2;

/**
 * Whether the tester still tests. Of one that was stopped, the gauge keeps its last value, and an hour later would ask for stopping
 * it once more. The pause between two lots is shorter.
 */
const testing = tests.increase('15m').maxBy('tester_id').positive();

/** Testers of which a product yields clearly less than it did: by how much, of several products the one that has lost most. */
export const losing = change.minBy('tester_id').compare('<', points(-LOSS)).and(testing);

export const yieldChanges = shown({
  name: 'AteYieldAgainstDay',
  title: 'Yield against its own day',
  description: `Mean yield of the last hour less that of the 24 hours before it, by tester and product. Outliers of a tester that has lost more than ${LOSS} points ask for stopping its lot.`,
  query: change,
});
