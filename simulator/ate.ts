import { outliers, testDuration, tests, testerStatus, yieldPercentage } from '../workloads/ate/metrics';
import { scrape } from '../workloads/ate/testers';
import { beyondUsual } from './excursion';
import { spansOf, type Conditions } from './incidents';
import { counted, interrupted, restarting } from './load';
import { noise, uniform } from './random';
import { counterOf, gaugeOf, type Series, type Value } from './series';
import { always, during, product } from './steps';
import { targetOf, type Target } from './target';
import { HOUR, MINUTE, within, type Span, type Time } from './time';

export const TESTERS = Array.from({ length: 20 }, (_, i) => `ATE_${String(i + 1).padStart(3, '0')}`);

/** Each tester runs one of them. */
export const PRODUCTS = ['XR5', 'XR7', 'PM12'] as const;
export const productOf = (tester: string): string => PRODUCTS[TESTERS.indexOf(tester) % PRODUCTS.length] ?? '';

/** What each test usually takes, in seconds. */
const TESTS = { CONTACT: 0.3, VDD_LEAKAGE: 1.2, IDDQ: 0.8, TIMING: 2.1 } as const;
type Test = keyof typeof TESTS;
export const TEST_NAMES = Object.keys(TESTS) as readonly Test[];

/** Each test runs once a die, and a die takes what its tests take, and a second to move on. */
const DIES_PER_SECOND = 1 / (1 + Object.values(TESTS).reduce((sum, seconds) => sum + seconds, 0));

/** A lot takes hours, and then the next one is brought. */
const LOT = { period: 4 * HOUR, pause: 8 * MINUTE } as const;
const WAFER = 10 * MINUTE;

const USUAL_YIELD = 95;
const USUAL_OUTLIERS = 0.008;
/** A second, of each test, while a lot is tested. */
export const OUTLIERS_PER_SECOND = DIES_PER_SECOND * USUAL_OUTLIERS;

/** Where single testers have their incidents. */
const DOWN = 'ATE_007';
const HANGS = 'ATE_011';
const WORN = 'ATE_003';
const SLOW = 'ATE_015';
const ODD = 'ATE_018';
const DRIFTS = 'ATE_009';

/** The test floor as its one exporter tells of it. */
export function ate(conditions: Conditions): readonly Target[] {
  const frozen = spansOf(conditions, 'frozen-exporter');
  const starts = [conditions.since, ...spansOf(conditions, 'deploy').map(({ from }) => from)];
  return [
    targetOf(scrape, {
      pod: 'ate-5c7b9d6f84-x2v7k',
      container: 'ate-exporter',
      series: TESTERS.flatMap((tester) => testerSeries(tester, starts, conditions)).map((series) => ({
        ...series,
        // It says again and again what it knew.
        value: (t) => series.value(frozen.find((span) => within([span], t))?.from ?? t),
      })),
    }),
  ];
}

function testerSeries(tester: string, starts: readonly Time[], conditions: Conditions): readonly Series[] {
  const down = [...spansOf(conditions, 'floor-down'), ...(tester === DOWN ? spansOf(conditions, 'tester-down') : [])];
  const standing = [...down, ...(tester === HANGS ? spansOf(conditions, 'tester-hangs') : [])];
  return [
    gaugeOf(testerStatus, { tester_id: tester }, (t) => (within(down, t) ? 0 : 1)),
    gaugeOf(
      yieldPercentage,
      { tester_id: tester, product: productOf(tester) },
      still(yieldOf(tester, conditions), standing),
    ),
    ...TEST_NAMES.flatMap((test) => [
      ...testCounts(tester, test, starts, standing, conditions),
      gaugeOf(
        testDuration,
        { tester_id: tester, test_name: test },
        still(durationOf(tester, test, conditions), standing),
      ),
    ]),
  ];
}

/** A gauge of the last test keeps its value while there is none. */
const still =
  (value: (t: Time) => number, standing: readonly Span[]): Value =>
  (t) =>
    value(standing.find((span) => within([span], t))?.from ?? t);

/** Jitters by a point from one scrape to the next, besides what wafers and lots differ by. */
function yieldOf(tester: string, conditions: Conditions): (t: Time) => number {
  const { seed } = conditions;
  const [scrapes, wafers, lots] = ['scrape', 'wafer', 'lot'].map((what) => noise(seed, tester, 'yield', what));
  const dropped = tester === WORN ? spansOf(conditions, 'yield-drop') : [];
  const worn = tester === WORN ? spansOf(conditions, 'worn-probe-card') : [];
  const drifting = tester === DRIFTS ? spansOf(conditions, 'drifting-smu') : [];
  return (t) => {
    // A point in ten minutes: no step, and below 90 % or not.
    const lost = sliding(worn, 8, t) + sliding(drifting, 4, t);
    const chance =
      (scrapes?.(t) ?? 0) +
      0.2 * (wafers?.(t / WAFER) ?? 0) +
      0.5 * (lots?.((t - lotStart(tester, seed)) / LOT.period) ?? 0);
    return USUAL_YIELD + chance - (within(dropped, t) ? 4 : 0) - lost;
  };
}

/** What has been lost of the yield since the beginning of such a span. @param most in points */
const sliding = (spans: readonly Span[], most: number, t: Time): number =>
  Math.max(
    0,
    ...spans.filter((span) => within([span], t)).map(({ from }) => Math.min(most, (t - from) / (10 * MINUTE))),
  );

const lotStart = (tester: string, seed: number): Time => LOT.period * uniform(seed, tester, 'lot');

/** The lot that a tester tests at a time; in the pause between two, the one that has ended. */
export function lotAt(tester: string, seed: number, t: Time): Span {
  const start = lotStart(tester, seed);
  const from = start + Math.floor((t - start) / LOT.period) * LOT.period;
  return { from, to: from + LOT.period - LOT.pause };
}

function durationOf(tester: string, test: Test, conditions: Conditions): (t: Time) => number {
  const jitter = noise(conditions.seed, tester, test, 'duration');
  const own = 0.97 + 0.06 * uniform(conditions.seed, tester, test, 'own');
  const longer = tester === SLOW && test === 'TIMING' ? spansOf(conditions, 'longer-test') : [];
  return (t) => TESTS[test] * own * (1 + 0.04 * jitter(t / 5)) * (within(longer, t) ? 1.4 : 1);
}

function testCounts(
  tester: string,
  test: Test,
  starts: readonly Time[],
  standing: readonly Span[],
  conditions: Conditions,
): readonly Series[] {
  const labels = { tester_id: tester, test_name: test };
  const load = interrupted(DIES_PER_SECOND, { ...LOT, start: lotStart(tester, conditions.seed) });
  const running = during(standing, 0);
  const odd = [
    ...(tester === ODD && test === 'VDD_LEAKAGE' ? spansOf(conditions, 'outliers') : []),
    ...(tester === DRIFTS && test === 'IDDQ' ? spansOf(conditions, 'drifting-smu') : []),
  ];
  const beyond = beyondUsual(conditions.excursions ?? [], tester, test);
  const far = product(running, always(USUAL_OUTLIERS), during(odd, 6), beyond);
  return [
    counterOf(
      tests,
      labels,
      restarting(starts, (since) => counted(load, running, since)),
    ),
    counterOf(
      outliers,
      labels,
      restarting(starts, (since) => counted(load, far, since)),
    ),
  ];
}
