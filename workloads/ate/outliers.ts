import { ratio, record } from '../../promql';
import { above, comes, grows, paces, shown, signal, type InputSeries, type Piece } from '../../signals';
import { outliers, tests } from './metrics';

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
/** Fewer in an hour say nothing: three times as many as usual come by chance every day on one of hundreds of tests. */
const EVIDENCE = 20;

const LEAKAGE = { tester_id: 'ATE_001', test_name: 'VDD_LEAKAGE' } as const;
const TIMING = { tester_id: 'ATE_001', test_name: 'TIMING' } as const;

const perHour = (events: number): number => events / 3600;

type Test = Readonly<Record<'tester_id' | 'test_name', string>> & { readonly pod?: string };

/** Outliers an hour among so many tests. */
const test = (of: Test, testsPerHour: number, ...outliersPerHour: readonly Piece[]): readonly InputSeries[] => [
  grows(tests, of, perHour(testsPerHour)),
  paces(outliers, of, ...outliersPerHour.map(([events, ...until]): Piece => [perHour(events), ...until])),
];

/**
 * Two days: on the first many outliers, on the second 7.2 an hour among fewer tests, and those mostly in its second half; then so
 * many an hour among as many tests as of late.
 */
const afterTwoDays = (outliersPerHour: number): readonly InputSeries[] => [
  paces(tests, LEAKAGE, [4, '24h'], [0.5, '37h'], [1.5]),
  paces(outliers, LEAKAGE, [perHour(288), '24h'], [perHour(7.2), '50h'], [perHour(outliersPerHour)]),
];

/** Others beside {@link LEAKAGE} with five times as many as usual, and nineteen in all: of the tester, and of the test. */
const few = [
  ...test({ ...LEAKAGE, tester_id: 'ATE_002' }, 3600, [3.8, '26h'], [19]),
  ...test({ ...LEAKAGE, test_name: 'SCAN' }, 3600, [3.8, '26h'], [19]),
];

export const outlierRate = signal({
  name: 'AteParametricOutliers',
  title: 'Parametric outliers against their own day',
  description: (t) =>
    `Outliers by tests of the last hour, relative to those of the 24 hours before it, of the same test on the same tester: 100 % is as usual. Above ${t.warning}, from ${EVIDENCE} outliers in the hour on, it is no chance.`,
  query: share.div(usualShare.clampMin(LEAST_USUAL)),
  warning: above(ratio(3))
    .for('30m')
    .whilst(`there are at least ${EVIDENCE} outliers in the hour`, outliersHour.atLeast(EVIDENCE)),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        // Three times as many as usual; three in ten thousand, where there were none.
        {
          series: [
            ...test({ ...LEAKAGE, pod: 'a' }, 1800, [3.6, '26h'], [10.98]),
            ...test({ ...LEAKAGE, pod: 'b' }, 1800, [3.6, '26h'], [10.98]),
            ...few,
          ],
          at: '1640m',
          notYetAt: '1635m',
          labels: LEAKAGE,
        },
        { series: test(TIMING, 72_000, [0, '26h'], [22]), at: '1680m', notYetAt: '1640m', labels: TIMING },
        // As usual is what the last day was, with all of its hours.
        { series: afterTwoDays(33), at: '3090m', notYetAt: '3060m', labels: LEAKAGE },
        // Thirteen hours are enough to know what is usual; half as many tests in the last hour.
        {
          series: [
            paces(tests, LEAKAGE, [2, '14h'], [1]),
            paces(outliers, LEAKAGE, [perHour(14.4), '14h'], [perHour(24)]),
          ],
          at: '935m',
          notYetAt: '15h',
          labels: LEAKAGE,
        },
      ],
      quiet: [
        {
          series: [...test(LEAKAGE, 3600, [7.2, '26h'], [21.24]), ...test(TIMING, 72_000, [0, '26h'], [21.2])],
          at: '1680m',
        },
        // Five times as many, and nineteen in all.
        { series: few, at: '1680m' },
        { series: afterTwoDays(29), at: '3090m' },
        // Many, but as always; more, but of more tests.
        {
          series: [
            ...test(LEAKAGE, 3600, [360]),
            paces(tests, TIMING, [1, '26h'], [4]),
            paces(outliers, TIMING, [perHour(36), '26h'], [perHour(144)]),
          ],
          at: '1680m',
        },
        // Eleven hours are not enough to know what is usual.
        { series: comes(test(LEAKAGE, 3600, [7.2, '11h'], [72]), '13h'), at: '25h' },
      ],
    },
  },
  impact:
    'Dies that pass but behave unlike their neighbours fail early at the customer; or the measurement itself drifts.',
  nextSteps: [
    'See whether the same test has more outliers on other testers: on all of them it is the product, on one its measuring unit.',
    'On one tester, have the shift calibrate that instrument and run the reference wafer; compare the outliers of the next hour.',
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
