import { percent, points, record } from '../../promql';
import { below, comes, gone, levels, shown, signal, slides, stays, type InputSeries } from '../../signals';
import { yieldPercentage } from './metrics';

/** As it is scraped, but one series whatever happens to the exporter's pods: means over time must not begin anew with them. */
export const yieldNow = record(
  'tester_product:ate_yield_percentage:avg',
  yieldPercentage.avgBy('tester_id', 'product'),
  { interval: '15s' },
);

/** The gauge jitters by a point from one scrape to the next; the mean of forty of them by less than a fifth. */
export const yieldMean = record('tester_product:ate_yield_percentage:avg10m', yieldNow.avgOverTime('10m'));

/** The same over all testers, for weeks at a glance. */
export const productYield = record('product:ate_yield_percentage:avg10m', yieldMean.avgBy('product'), {
  interval: '1m',
});

/** Of the twenty minutes that are compared, so many must have been seen: the mean of a few scrapes is still jitter. */
const SEEN_MINUTES = 15;
const seen = yieldNow.countOverTime('20m', '1m').atLeast(SEEN_MINUTES);

/** Ten minutes against the ten minutes before. */
export const yieldChange = record(
  'tester_product:ate_yield_percentage:change10m',
  yieldMean.sub(yieldMean.offset('10m')).as('points').and(seen),
);

const LOT = { tester_id: 'ATE_001', product: 'XR7' } as const;
const OTHER = { tester_id: 'ATE_002', product: 'XR7' } as const;

/** Two replicas of the exporter that differ, with this mean. */
const replicas = (mean: number): readonly InputSeries[] => [
  stays(yieldPercentage, { ...LOT, pod: 'a' }, mean - 1),
  stays(yieldPercentage, { ...LOT, pod: 'b' }, mean + 1),
];

export const yieldByTester = signal({
  name: 'AteYieldLow',
  title: 'Yield by tester',
  description: (t) =>
    `Good dies among the dies tested, by tester and product, as the mean of ten minutes. Below ${t.warning} more is lost than the process accounts for.`,
  query: yieldMean,
  warning: below(percent(90)).for('5m'),
  view: { drillDown: 'ate-tests' },
  examples: {
    warning: {
      fires: [
        { series: [...replicas(89.95), stays(yieldPercentage, OTHER, 95)], at: '5m', notYetAt: '4m', labels: LOT },
        // From 95 % to 85 %: five minutes later the mean is below.
        {
          series: [levels(yieldPercentage, LOT, [95, '30m'], [85])],
          at: '41m',
          notYetAt: '38m',
          labels: LOT,
        },
      ],
      quiet: [
        { series: replicas(90.05), at: '30m' },
        // Low for six minutes of ten, as at the edge of a wafer.
        { series: [levels(yieldPercentage, LOT, [95, '30m'], [89.5, '36m'], [95])], at: '44m' },
      ],
    },
  },
  impact:
    'Good dies are thrown away, or bad lots are tested to the end: either way, tester hours and product are lost.',
  nextSteps: [
    'Compare the testers that run the same product: one alone is its setup (probe card, contact, calibration), all of them are the lot or the process.',
    'Of one tester, have the shift clean or change the probe card, and run the reference wafer.',
    'Of all of them, tell the product engineer the lots and the hour; on the dashboard ATE tests, see which test has changed its duration or its outliers.',
  ],
});

export const yieldDrop = signal({
  name: 'AteYieldDrop',
  title: 'Yield against ten minutes before',
  description: (t) =>
    `Mean yield of ten minutes less that of the ten minutes before, by tester and product. A fall by more than ${t.critical.replace('-', '')} is a step, and steps come from the setup.`,
  query: yieldChange,
  critical: below(points(-2)).for('1m'),
  view: { drillDown: 'ate-tests' },
  examples: {
    critical: {
      fires: [
        // A quarter of a percent above two points in ten minutes.
        {
          series: [slides(yieldPercentage, LOT, { from: 98, perMinute: -0.2005 }), stays(yieldPercentage, OTHER, 95)],
          at: '20m',
          notYetAt: '19m',
          labels: LOT,
        },
        // A step of two and a half; three of twenty minutes were not seen.
        {
          series: [
            ...gone([levels(yieldPercentage, { ...LOT, pod: 'a' }, [95, '30m'], [92.5])], '34m'),
            ...comes([stays(yieldPercentage, { ...LOT, pod: 'b' }, 92.5)], '38m'),
          ],
          at: '40m',
          notYetAt: '37m',
          labels: LOT,
        },
      ],
      quiet: [
        { series: [slides(yieldPercentage, LOT, { from: 98, perMinute: -0.1995 })], at: '60m' },
        // A step of just two points.
        ...(['38m', '39m', '40m'] as const).map((at) => ({
          series: [levels(yieldPercentage, LOT, [95, '30m'], [93.05])],
          at,
        })),
        // It rises.
        { series: [slides(yieldPercentage, LOT, { from: 80, perMinute: 0.4 })], at: '30m' },
        // The exporter was away for seven minutes: too few are left to compare.
        ...(['36m', '38m'] as const).map((at) => ({
          series: [
            ...gone([stays(yieldPercentage, { ...LOT, pod: 'a' }, 95)], '25m'),
            ...comes([stays(yieldPercentage, { ...LOT, pod: 'b' }, 92)], '33m'),
          ],
          at,
        })),
      ],
    },
  },
  impact: 'Every die that is tested from here on may be judged wrongly: good ones are scrapped, bad ones shipped.',
  nextSteps: [
    'Stop the tester and have the shift check the test setup: contact of the probe card, temperature, loadboard, and whether the test program was changed.',
    'Run the reference wafer. If its yield is as low, it is the setup: hold the lot and test its last wafer again on another tester.',
    'If the reference wafer is good, it is the product: let the lot go on, and tell the product engineer lot and wafer.',
  ],
});

export const yieldByProduct = shown({
  name: 'AteYieldByProduct',
  title: 'Yield by product',
  description: 'Mean over all testers that run the product, of the last ten minutes.',
  query: productYield,
});
