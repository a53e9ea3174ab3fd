import { comes, gone, levels, paces, stays, grows, type Examples, type InputSeries, type Piece } from '../../signals';
import { outliers, tests, yieldPercentage } from './metrics';

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

/** Three times as many as usual; three in ten thousand, where there were none. */
const justEnough = [
  ...test({ ...LEAKAGE, pod: 'a' }, 1800, [3.6, '26h'], [10.98]),
  ...test({ ...LEAKAGE, pod: 'b' }, 1800, [3.6, '26h'], [10.98]),
  ...test(TIMING, 72_000, [0, '26h'], [22]),
];
const justTooFew = [...test(LEAKAGE, 3600, [7.2, '26h'], [21.24]), ...test(TIMING, 72_000, [0, '26h'], [21.2])];

export const MANY: Examples = {
  fires: [
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
      series: [paces(tests, LEAKAGE, [2, '14h'], [1]), paces(outliers, LEAKAGE, [perHour(14.4), '14h'], [perHour(24)])],
      at: '935m',
      notYetAt: '15h',
      labels: LEAKAGE,
    },
  ],
  quiet: [
    { series: justTooFew, at: '1680m' },
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
};

type Lot = Readonly<Record<'tester_id' | 'product', string>> & { readonly pod?: string };
const XR7: Lot = { tester_id: 'ATE_001', product: 'XR7' };
const PM12: Lot = { tester_id: 'ATE_001', product: 'PM12' };

const yields = (of: Lot, ...pieces: readonly Piece[]): InputSeries => levels(yieldPercentage, of, ...pieces);

/** Ten times as many as usual from 25 hours on: what decides is the yield. */
const tenfold = test(LEAKAGE, 3600, [7.2, '25h'], [72]);

/** Two days whose yields differ, and what comes after them. */
const yieldAfterTwoDays = (...days: readonly [first: number, morning: number, evening: number, then: number]) => {
  const [first, morning, evening, then] = days;
  return [
    ...test(LEAKAGE, 3600, [7.2, '49h'], [72]),
    yields(XR7, [first, '24h'], [morning, '37h'], [evening, '50h'], [then]),
  ];
};

export const MANY_WITH_LOSS: Examples = {
  fires: [
    // By two points and a bit.
    {
      series: [...justEnough, ...few, yields(XR7, [95, '26h'], [92.95])],
      at: '1645m',
      notYetAt: '1640m',
      labels: [LEAKAGE, TIMING],
    },
    // Of two products that the tester runs, one loses; of its tests, one is not run for it.
    {
      series: [...tenfold, grows(tests, TIMING, 0), yields(PM12, [95, '26h'], [92.5]), yields(XR7, [92, '26h'], [97])],
      at: '1640m',
      notYetAt: '1630m',
      labels: LEAKAGE,
    },
    // As usual is what the last day was, with all of its hours.
    { series: yieldAfterTwoDays(80, 95, 93, 91.5), at: '3100m', notYetAt: '3060m', labels: LEAKAGE },
    // Four hours of the product are enough, beside one that stays as it was.
    {
      series: [...tenfold, stays(yieldPercentage, XR7, 95), ...comes([yields(PM12, [95, '3h'], [90])], '22h')],
      at: '1640m',
      notYetAt: '1615m',
      labels: LEAKAGE,
    },
    // Just two points, held against what was before it, and not against its own beginning.
    {
      series: [...tenfold, ...comes([yields(XR7, [95, '4h'], [92.88])], '22h')],
      at: '1645m',
      notYetAt: '1640m',
      labels: LEAKAGE,
    },
    // It was on the tester a day ago, and is back.
    {
      series: [
        ...tenfold,
        ...gone([stays(yieldPercentage, { ...XR7, pod: 'a' }, 95)], '8h'),
        ...comes([stays(yieldPercentage, { ...XR7, pod: 'b' }, 92)], '26h'),
      ],
      at: '1620m',
      notYetAt: '1560m',
      labels: LEAKAGE,
    },
  ],
  quiet: [
    // Yield is lost, with hardly more outliers than usual; with five times as many, and nineteen in all; and without any more.
    { series: [...justTooFew, yields(XR7, [95, '26h'], [85])], at: '1680m' },
    {
      series: [...few, yields(XR7, [95, '26h'], [85]), yields({ ...XR7, tester_id: 'ATE_002' }, [95, '26h'], [85])],
      at: '1680m',
    },
    // Outliers on a tester that always yields so, or loses just less than two points; the loss is that of another tester.
    {
      series: [
        ...tenfold,
        stays(yieldPercentage, PM12, 85),
        yields(XR7, [95, '26h'], [93.05]),
        ...test({ ...LEAKAGE, tester_id: 'ATE_002' }, 3600, [7.2]),
        yields({ ...XR7, tester_id: 'ATE_002' }, [95, '26h'], [85]),
      ],
      at: '1680m',
    },
    { series: yieldAfterTwoDays(99, 94, 92, 91.2), at: '3100m' },
    { series: [...tenfold, ...comes([yields(XR7, [95, '4h'], [92.95])], '22h')], at: '1650m' },
    // Two hours of the product are not enough, whatever there was of it two days ago.
    {
      series: [
        ...test(LEAKAGE, 3600, [7.2, '47h'], [72]),
        ...gone([stays(yieldPercentage, { ...XR7, pod: 'a' }, 95)], '20h'),
        ...comes([yields({ ...XR7, pod: 'b' }, [95, '90m'], [90])], '47h'),
      ],
      at: '3030m',
    },
    // The lot was stopped before it had lasted.
    {
      series: [
        paces(tests, LEAKAGE, [1, '1600m'], [0]),
        paces(outliers, LEAKAGE, [perHour(7.2), '25h'], [perHour(72), '1600m'], [0]),
        yields(XR7, [95, '26h'], [90]),
      ],
      at: '1615m',
    },
  ],
};
