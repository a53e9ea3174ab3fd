import { ratio, record } from '../../promql';
import { above, comes, gone, levels, shown, signal, type InputSeries } from '../../signals';
import { testDuration } from './metrics';

/** One series for each test and tester, whatever happens to the exporter's pods: a day must not begin anew with them. */
export const durationNow = record(
  'tester_test:ate_test_duration_seconds:avg',
  testDuration.avgBy('tester_id', 'test_name'),
);

/** A day of every test of every tester is read once for all who look at it; every two minutes is often enough. */
const slowly = { interval: '2m' } as const;

/** Mean of the last hour. The gauge holds the last run of the test, so that means over time weigh runs by their distance. */
export const hourMean = record('tester_test:ate_test_duration_seconds:avg1h', durationNow.avgOverTime('1h'), slowly);

/** The same over all testers. */
export const floorHourMean = record('test:ate_test_duration_seconds:avg1h', hourMean.avgBy('test_name'), slowly);

/** Of the day before that hour, at least half must have been seen: 24 of its 48 half hours. */
const SEEN_HALF_HOURS = 24;
const seen = durationNow.countOverTime('1d', '30m').offset('1h').atLeast(SEEN_HALF_HOURS);

/** Mean of the day before that hour. */
export const dayMean = record(
  'tester_test:ate_test_duration_seconds:avg1d_offset1h',
  durationNow.avgOverTime('1d').offset('1h').and(seen),
  slowly,
);

/** Standard deviation of the same day. */
export const dayDeviation = record(
  'tester_test:ate_test_duration_seconds:stddev1d_offset1h',
  durationNow.stddevOverTime('1d').offset('1h'),
  slowly,
);

const difference = hourMean.sub(dayMean);
const DEVIATIONS = 3;

const LEAKAGE = { tester_id: 'ATE_001', test_name: 'VDD_LEAKAGE' } as const;
const TIMING = { tester_id: 'ATE_001', test_name: 'TIMING' } as const;

type Test = Readonly<Record<'tester_id' | 'test_name', string>>;

interface Day {
  readonly mean: number;
  /** Standard deviation, as a share of the mean. */
  readonly spread: number;
  /** What follows it, from 24.5 hours on, as shares of the mean. */
  readonly then: number;
}

/** Half of a day below its mean and half of it above, and then something else. */
const day = (test: Test, { mean, spread, then }: Day, pod = 'a'): InputSeries =>
  levels(testDuration, { ...test, pod }, [mean * (1 - spread), '750m'], [mean * (1 + spread), '1470m'], [mean * then]);

/** Others beside {@link LEAKAGE}, up by 30 %, which is not three standard deviations: of the tester, and of the test. */
const unsteady = [
  day({ ...LEAKAGE, tester_id: 'ATE_002' }, { mean: 1, spread: 0.11, then: 1.3 }),
  day({ ...LEAKAGE, test_name: 'SCAN' }, { mean: 1, spread: 0.11, then: 1.3 }),
];

export const durationShift = signal({
  name: 'AteTestDurationShift',
  title: 'Test durations against their own day',
  description: (t) =>
    `How far the mean duration of the last hour is from that of the 24 hours before it, of the same test on the same tester, relative to the latter. Beyond ${t.warning}, and beyond ${DEVIATIONS} of that day's standard deviations, the test has changed; faster is as suspicious as slower.`,
  query: difference.div(dayMean).abs(),
  warning: above(ratio(0.25))
    .for('30m')
    .whilst(
      `it is beyond ${DEVIATIONS} standard deviations`,
      difference.abs().compare('>', dayDeviation.mul(DEVIATIONS)),
    ),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        // Up by 26.5 % and down by 26.5 %, an hour after the change at the latest.
        {
          series: [
            day(LEAKAGE, { mean: 1, spread: 0.05, then: 1.265 }),
            day(TIMING, { mean: 4, spread: 0.05, then: 0.735 }),
            ...unsteady,
          ],
          at: '26h',
          notYetAt: '1550m',
          labels: [LEAKAGE, TIMING],
        },
        // Up by 40 %, which is four standard deviations.
        {
          series: [day(LEAKAGE, { mean: 1, spread: 0.1, then: 1.4 })],
          at: '1550m',
          notYetAt: '25h',
          labels: LEAKAGE,
        },
        // A test that is thirteen hours old.
        {
          series: [levels(testDuration, LEAKAGE, [1, '13h'], [1.5])],
          at: '15h',
          notYetAt: '830m',
          labels: LEAKAGE,
        },
        // What was two days ago is no matter any more.
        {
          series: [levels(testDuration, LEAKAGE, [0.4, '24h'], [1, '50h'], [1.4])],
          at: '52h',
          notYetAt: '50h',
          labels: LEAKAGE,
        },
      ],
      quiet: [
        // Just short of it. One replica of the exporter repeats what it knew, so that the change of the other counts half.
        {
          series: [
            day(LEAKAGE, { mean: 1, spread: 0.1, then: 1.49 }),
            levels(testDuration, { ...LEAKAGE, pod: 'b' }, [1]),
            day(TIMING, { mean: 4, spread: 0.05, then: 0.755 }),
          ],
          at: '1570m',
        },
        { series: unsteady, at: '1555m' },
        // As long as it takes to look at something.
        { series: [levels(testDuration, LEAKAGE, [1, '25h'], [2, '1520m'], [1])], at: '1570m' },
        // What was two days ago is no matter any more.
        { series: [levels(testDuration, LEAKAGE, [0.4, '24h'], [1])], at: '50h' },
        // A test that is eleven hours old when it changes.
        { series: comes([levels(testDuration, LEAKAGE, [3, '11h'], [4.5])], '13h'), at: '1515m' },
        // A tester that has not been seen since it changed.
        { series: gone([day(LEAKAGE, { mean: 1, spread: 0.05, then: 1.5 })], '25h'), at: '27h' },
      ],
    },
  },
  impact: 'A test that takes longer costs tester hours on every die; one that is faster may not measure any more.',
  nextSteps: [
    'See in the panel of durations whether other testers changed the same test at that time: all of them are a new release of the test program, one alone is its hardware.',
    'Of one tester, compare contact resistance and retests of that test; have the probe card cleaned before the next lot.',
    'Of a test that became faster, have the product engineer confirm that its limits still apply before the lot is released.',
  ],
});

export const durations = shown({
  name: 'AteTestDuration',
  title: 'Test durations',
  description: 'Mean duration of the last hour, by tester and test, of those chosen.',
  query: hourMean,
});

export const durationTrend = shown({
  name: 'AteTestDurationTrend',
  title: 'Trend of test durations',
  description:
    'Mean duration of the last hour by test, over all testers, of a week. A slope is wear, a step is a release.',
  query: floorHourMean,
  view: { last: '7d', drillDown: 'ate-tests' },
});

/** As many as can be compared at a glance. */
const SLOWEST = 5;

export const bottleneck = shown({
  name: 'AteBottleneck',
  title: 'Bottleneck tester',
  description: `Time for one pass through all tests of the tester, from the mean durations of the last hour: the ${SLOWEST} testers that take longest. The first is what lots wait for, if all run the same product.`,
  query: hourMean.sumBy('tester_id').topBy(SLOWEST),
  view: { as: 'bars' },
});
