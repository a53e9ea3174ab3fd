import { ratio, record } from '../../promql';
import { above, shown, signal } from '../../signals';
import { outliers, tests } from './metrics';
import { MANY, MANY_WITH_LOSS } from './outlier-examples';
import { losing, LOSS } from './yield-loss';

const slowly = { interval: '2m' } as const;

export const outliersHour = record(
  'tester_test:ate_parametric_outliers:increase1h',
  outliers.increase('1h').sumBy('tester_id', 'test_name'),
  slowly,
);
export const testsHour = record(
  'tester_test:ate_tests:increase1h',
  tests.increase('1h').sumBy('tester_id', 'test_name'),
  slowly,
);

/** Of the day before the last hour, at least half must have been seen: 24 of its 48 half hours. */
const SEEN_HALF_HOURS = 24;
const seen = outliersHour.countOverTime('1d', '30m').offset('1h').atLeast(SEEN_HALF_HOURS);

/** Outliers by tests, of the day before the last hour. */
export const usualShare = record(
  'tester_test:ate_parametric_outliers:ratio1d_offset1h',
  outliersHour.avgOverTime('1d').offset('1h').div(testsHour.avgOverTime('1d').offset('1h').positive()).and(seen),
  slowly,
);

const share = outliersHour.div(testsHour.positive());

/** A test without outliers is not infinitely worse when it has some: one in ten thousand is usual. */
const LEAST_USUAL = ratio(0.0001);

/** So many times as many as usual … */
export const TIMES = 3;
/**
 * … and so many in the hour, for half an hour. If outliers know nothing of each other, chance does that to a test at the most once
 * in 2,600 days (if seven or eight an hour are usual), and hardly ever (once in 300,000) where up to five or more than fourteen
 * are: of twenty testers with four tests each, once a month at the very most. outliers.test.ts computes it. Without such evidence,
 * three times as many as usual come every day, of tests that have one outlier in an hour.
 */
export const EVIDENCE = 20;
const evident = outliersHour.atLeast(EVIDENCE);
const ENOUGH = `there are at least ${EVIDENCE} outliers in the hour`;

export const outlierRate = signal({
  name: 'AteParametricOutliers',
  title: 'Parametric outliers against their own day',
  description: (t) =>
    `Outliers by tests of the last hour, relative to those of the 24 hours before it, of the same test on the same tester: 100 % is as usual. Above ${t.warning}, from ${EVIDENCE} outliers in the hour on, it is no chance; if the tester also yields more than ${LOSS} points less than on that day, dies are being lost to it.`,
  query: share.div(usualShare.clampMin(LEAST_USUAL)),
  // Dozens a day on a floor of twenty testers: each is a finding about a lot, not an emergency.
  warning: above(ratio(TIMES)).for('30m').whilst(ENOUGH, evident).toldInDigest(),
  critical: above(ratio(TIMES))
    .for('30m')
    .whilst(
      `${ENOUGH}, and the tester, still running, has lost more than ${LOSS} points of yield`,
      evident.on('tester_id').and(losing),
    ),
  view: { recorded: true },
  examples: { warning: MANY, critical: MANY_WITH_LOSS },
  impact:
    'Dies that pass but behave unlike their neighbours fail early at the customer; or the measurement itself drifts. Where the yield falls as well (critical), good dies are scrapped with every wafer.',
  nextSteps: [
    'If it is critical, stop the lot on this tester now, and hold its wafers since the panel Yield against its own day began to fall: they are to be tested again on another tester.',
    'See whether the same test has more outliers on other testers: on all of them it is the product, on one its measuring unit.',
    'On one tester, have the shift calibrate that instrument and run the reference wafer; go on with the lot only if its yield is what it was, and compare the outliers of the next hour.',
    'On all of them, tell the product engineer test, lots and hour: these lots are to be screened before they are shipped.',
  ],
});

export const outlierShare = shown({
  name: 'AteParametricOutlierShare',
  title: 'Parametric outliers',
  description: 'Outliers by tests of the last hour, by tester and test. Older exporters do not tell of outliers.',
  query: share,
  view: { recorded: true },
});
